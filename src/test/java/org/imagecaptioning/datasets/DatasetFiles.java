package org.imagecaptioning.datasets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the files of small datasets, with folders as needed. */
record DatasetFiles(Path folder) {

  DatasetFiles text(String name, String content) {
    return bytes(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** One that nobody decodes. */
  DatasetFiles picture(String name) {
    return bytes(name, new byte[] {1});
  }

  DatasetFiles bytes(String name, byte[] content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      return this;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
