package org.imagecaptioning.datasets.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.imagecaptioning.datasets.DatasetReaders;

/** The one folder that a zip of a folder holds. */
final class SingleFolder {

  private SingleFolder() {}

  /** Puts the only folder's content in its parent's place, unless that is a dataset as it is. */
  static void lift(Path parent) throws IOException {
    List<Path> all;
    try (Stream<Path> inside = Files.list(parent)) {
      all = inside.limit(2).toList();
    }
    if (all.size() == 1 && Files.isDirectory(all.get(0)) && !DatasetReaders.isKnown(parent)) {
      Path aside = parent.resolveSibling(parent.getFileName() + ".lifted");
      Files.move(all.get(0), aside);
      Files.delete(parent);
      Files.move(aside, parent);
    }
  }
}
