package org.imagecaptioning.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.imagecaptioning.models.RegistryFixture.Service;

/** A process that adds, activates and deletes models without end, and says each that it added. */
final class StoreWriter {

  private StoreWriter() {}

  public static void main(String[] args) throws IOException {
    Service service = new RegistryFixture(Path.of(args[0])).open("main");
    for (int i = 0; ; i++) {
      Bundle bundle = BundleFixtures.bundle("mine", "1");
      ModelDescription model = service.store().add(bundle, Precision.F32, args[1] + " " + i);
      System.out.write((model.version() + "\n").getBytes(StandardCharsets.UTF_8));
      System.out.flush();
      String before = service.store().active().selector();
      service.store().activate(model.selector());
      if (before.startsWith("mine:")) {
        service.store().delete("mine", before.substring("mine:".length()));
      }
    }
  }
}
