package org.imagecaptioning.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {

  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 3_000_000})
  void bytesComeBackAsTheyWere(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);

    try (Upload upload = Upload.read("a", new ByteArrayInputStream(bytes), home.resolve("up"))) {
      assertThat(upload.name()).isEqualTo("a");
      assertThat(upload.size()).isEqualTo(size);
      assertThat(upload.bytes()).isEqualTo(bytes);
      assertThat(upload.sha256()).isEqualTo(sha256(bytes));
      assertThat(upload.bytes()).isEqualTo(bytes);
    }
    assertThat(files()).isZero();
  }

  @Test
  void uploadThatBreaksOffLeavesNothing() {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[1_000_000]),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("gone");
              }
            });

    assertThatThrownBy(() -> Upload.read(null, broken, home.resolve("up"))).hasMessage("gone");
    assertThat(files()).isZero();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private long files() {
    Path folder = home.resolve("up");
    try (var files =
        Files.isDirectory(folder) ? Files.list(folder) : java.util.stream.Stream.empty()) {
      return files.count();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
