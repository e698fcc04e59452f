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
import org.junit.jupiter.params.provider.CsvSource;

class UploadTest {

  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 0",
    "65535, 0",
    "65536, 0",
    "65537, 0",
    "3000000, 0", // without room in memory
    "0, 1048576",
    "65536, 1048576",
    "1048575, 1048576",
    "1048576, 1048576",
    "3000000, 1048576"
  })
  void bytesComeBackAsTheyWere(int size, int memory) throws IOException {
    byte[] bytes = bytes(size);

    try (Upload upload = read(bytes, new UploadMemory(memory))) {
      assertThat(upload.name()).isEqualTo("a");
      assertThat(upload.size()).isEqualTo(size);
      assertThat(upload.bytes()).isEqualTo(bytes);
      assertThat(upload.sha256()).isEqualTo(sha256(bytes));
      assertThat(upload.bytes()).isEqualTo(bytes);
    }
    assertThat(files()).isZero();
  }

  @Test
  void uploadsAreInMemoryUntilItIsFullAndLeaveTheirRoomBehind() throws IOException {
    UploadMemory memory = new UploadMemory(Upload.MOST_IN_MEMORY);
    byte[] bytes = bytes(500_000);

    try (Upload inMemory = read(bytes, memory)) {
      assertThat(inMemory.bytes()).isSameAs(inMemory.head());
      assertThat(files()).isZero();
      try (Upload inFile = read(bytes, memory)) {
        assertThat(inFile.head().length).isLessThan(bytes.length);
        assertThat(inFile.bytes()).isEqualTo(bytes);
      }
    }
    try (Upload later = read(bytes, memory)) {
      assertThat(later.bytes()).isSameAs(later.head());
    }
  }

  @Test
  void uploadThatBreaksOffLeavesNothing() throws IOException {
    UploadMemory memory = new UploadMemory(Upload.MOST_IN_MEMORY);
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[1_000_000]),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("gone");
              }
            });

    assertThatThrownBy(() -> Upload.read(null, broken, home.resolve("up"), memory))
        .hasMessage("gone");
    assertThat(files()).isZero();
    try (Upload later = read(bytes(500_000), memory)) {
      assertThat(later.bytes()).isSameAs(later.head());
    }
  }

  private Upload read(byte[] bytes, UploadMemory memory) throws IOException {
    return Upload.read("a", new ByteArrayInputStream(bytes), home.resolve("up"), memory);
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
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
