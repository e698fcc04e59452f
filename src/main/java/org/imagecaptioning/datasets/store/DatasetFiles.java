package org.imagecaptioning.datasets.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a dataset's folder at home holds: {@code dataset.json}, the ids of images that are left out,
 * and, unless it is registered in place, all that was uploaded in {@code data}.
 */
record DatasetFiles(Path folder) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  Path data() {
    return folder.resolve("data");
  }

  boolean exist() {
    return Files.isRegularFile(description());
  }

  StoredDataset read() throws IOException {
    return JSON.readValue(Files.readAllBytes(description()), StoredDataset.class);
  }

  void write(StoredDataset dataset, Collection<String> broken) throws IOException {
    Files.write(description(), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(dataset));
    Files.write(broken(), JSON.writeValueAsBytes(broken.stream().sorted().toList()));
  }

  Set<String> readBroken() throws IOException {
    Set<String> ids = new HashSet<>();
    JSON.readTree(Files.readAllBytes(broken())).forEach(id -> ids.add(id.asString()));
    return ids;
  }

  private Path description() {
    return folder.resolve("dataset.json");
  }

  private Path broken() {
    return folder.resolve("broken-images.json");
  }
}
