package org.imagecaptioning.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A registry on a folder, with the model {@code main:1} to be active. */
final class RegistryFixture {

  /** What the captioner of each model takes, and a name as an encoder about. */
  static final long MODEL = 1500;

  final Colours encoders = new Colours();
  private final Path folder;

  /** Of the stores. */
  InstantSource clock = InstantSource.system();

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

  /** A store on it all, as it starts with this setting; null if it is not set. */
  Service open(@Nullable String setting) throws IOException {
    return open(setting, 2);
  }

  Service open(@Nullable String setting, int modelsOnDemand) throws IOException {
    BundleReader reader = new BundleReader();
    HomeBundles home = new HomeBundles(folder.resolve("models"), reader);
    home.tidy(false);
    Catalog catalog = new Catalog(shipped, home, reader);
    ActiveModelsFile file = new ActiveModelsFile(activeFile());
    ModelSettings settings =
        new ModelSettings(
            setting, DataSize.ofBytes(modelsOnDemand * MODEL), DataSize.ofMegabytes(1));
    ModelLoader loader = new ModelLoader(reader, encoders);
    ModelMemory memory = new ModelMemory(settings.memory());
    StartedModels started =
        StartedModels.start(
            file, settings, selector -> new Registry(catalog, loader, memory, selector));
    List<String> told = new CopyOnWriteArrayList<>();
    Activations activations =
        new Activations(
            catalog,
            started,
            file,
            settings.activeOrDefault(),
            clock,
            model -> told.add(model.selector()));
    Registry registry = started.registry();
    BundleTrial trial = bundle -> new BundleReader().read(bundle);
    return new Service(
        new Store(catalog, home, registry, activations, trial), registry, activations, told);
  }

  Path activeFile() {
    return folder.resolve("active-model.json");
  }

  /**
   * What a service has of models.
   *
   * @param told the models that became active
   */
  record Service(Store store, Registry registry, Activations activations, List<String> told)
      implements AutoCloseable {

    String active() {
      try (ModelLease lease = registry.acquireActive()) {
        return lease.model().name() + ":" + lease.model().version();
      }
    }

    @Override
    public void close() {
      registry.close();
    }
  }

  private static void write(Path file, String name, String version, String encoder)
      throws IOException {
    new BundleWriter().write(file, BundleFixtures.bundle(name, version, encoder), Precision.F32);
  }
}
