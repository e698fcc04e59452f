package org.imagecaptioning.features.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxNativesTest {

  private static final String RUNTIME = System.mapLibraryName("onnxruntime");

  @TempDir private Path directory;

  @Test
  void bothLibrariesAreUnpackedAndNothingElse() throws IOException {
    Path home = OnnxNatives.unpack(directory);

    assertThat(home).isEqualTo(directory.resolve("onnxruntime-" + OnnxNatives.VERSION));
    assertThat(files(home)).hasSize(2).contains(RUNTIME);
  }

  @Test
  void whatIsThereIsLeftAlone() throws IOException {
    Path library = OnnxNatives.unpack(directory).resolve(RUNTIME);
    Object before = Files.readAttributes(library, "fileKey,lastModifiedTime");

    OnnxNatives.unpack(directory);

    assertThat((Object) Files.readAttributes(library, "fileKey,lastModifiedTime"))
        .isEqualTo(before);
  }

  @Test
  void aLibraryThatWasCutOffIsReplaced() throws IOException {
    Path library = OnnxNatives.unpack(directory).resolve(RUNTIME);
    long size = Files.size(library);
    Files.write(library, new byte[100]);

    OnnxNatives.unpack(directory);

    assertThat(library).hasSize(size);
  }

  @Test
  void severalMayUnpackAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Path>> homes =
          threads.invokeAll(Collections.nCopies(3, () -> OnnxNatives.unpack(directory)));
      for (Future<Path> home : homes) {
        assertThat(files(home.get())).hasSize(2);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void theVersionIsTheRuntimesOwn() {
    assertThat(OnnxEnvironment.get(Path.of("target", "natives")).getVersion())
        .isEqualTo(OnnxNatives.VERSION);
  }

  @Test
  void theRuntimeIsLoadedFromTheDirectoryThatWasGiven() {
    OnnxEnvironment.get(Path.of("target", "natives"));

    assertThat(System.getProperty(OnnxEnvironment.NATIVE_PATH))
        .startsWith(Path.of("target", "natives").toAbsolutePath().toString());
  }

  private static List<String> files(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
