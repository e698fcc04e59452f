package org.imagecaptioning.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** A registry on a folder, with the model {@code main:1} to be active. */
final class RegistryFixture {

  /** What the captioner of each model takes, and a name as an encoder about. */
  static final long MODEL = 1500;

  final Colours encoders = new Colours();
  private final Path folder;
  private final List<BundleSource> shipped = new ArrayList<>();

  RegistryFixture(Path folder) throws IOException {
    this.folder = folder;
    put("main", "1");
  }

  /** Each model has an encoder of its own. */
  RegistryFixture put(String name, String version) throws IOException {
    return put(name, version, name + ":" + version);
  }

  RegistryFixture put(String name, String version, String encoder) throws IOException {
    write(file(name, version), name, version, encoder);
    return this;
  }

  RegistryFixture ship(String name, String version, String encoder) throws IOException {
    Path file = folder.resolve("shipped").resolve(name + version);
    write(file, name, version, encoder);
    shipped.add(new BundleSource.InMemory(name, Files.readAllBytes(file)));
    return this;
  }

  Path file(String name, String version) {
    return folder.resolve("models").resolve(name).resolve(version + ".zip");
  }

  /** Room for this many models on demand. */
  Registry start(int models) {
    return start(DataSize.ofBytes(models * MODEL), encoders, "main");
  }

  Registry start(DataSize memory, EncoderLoader loader, String active) {
    BundleReader reader = new BundleReader();
    return new Registry(
        new Catalog(shipped, new HomeBundles(folder.resolve("models"), reader), reader),
        new ModelLoader(reader, loader),
        new ModelMemory(memory),
        active);
  }

  private static void write(Path file, String name, String version, String encoder)
      throws IOException {
    new BundleWriter().write(file, BundleFixtures.bundle(name, version, encoder), Precision.F32);
  }
}
