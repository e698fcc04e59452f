package org.imagecaptioning.datasets.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.imagecaptioning.web.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipUnpackerTest {

  private static final ZipLimits LIMITS = new ZipLimits(10, 2_000_000, 200, 2_000);

  @TempDir private Path folder;

  @Test
  void filesComeOutAsTheyWereInFoldersMadeForThem() throws IOException {
    Zips zips =
        new Zips().text("a.txt", "A").text("b/c/d.txt", "D").text("./e//f.txt", "F").text("g", "");
    zips.put(new ZipArchiveEntry("empty/"), new byte[0]);

    unpack(zips.bytes(), LIMITS);

    assertThat(out().resolve("a.txt")).hasContent("A");
    assertThat(out().resolve("b/c/d.txt")).hasContent("D");
    assertThat(out().resolve("e/f.txt")).hasContent("F");
    assertThat(out().resolve("g")).isEmptyFile();
  }

  @Test
  void zipsOf64BitsAndWithSomethingBeforeThemAreRead() throws IOException {
    Path zip = folder.resolve("64.zip");
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
      out.setUseZip64(Zip64Mode.Always);
      out.putArchiveEntry(new ZipArchiveEntry("a.txt"));
      out.write('A');
      out.closeArchiveEntry();
    }
    unpack(Files.readAllBytes(zip), LIMITS);
    assertThat(out().resolve("a.txt")).hasContent("A");

    byte[] whole = new Zips().text("b.txt", "B").bytes();
    Path prefixed = folder.resolve("prefixed.zip");
    try (OutputStream out = Files.newOutputStream(prefixed)) {
      out.write("#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII));
      out.write(whole);
    }
    unpack(Files.readAllBytes(prefixed), LIMITS);
    assertThat(out().resolve("b.txt")).hasContent("B");
  }

  @Test
  void moreEntriesThanAllowedAreRefusedBeforeAnyIsKept() throws IOException {
    unpack(files(10), LIMITS);
    try (Stream<Path> files = Files.list(out())) {
      assertThat(files).hasSize(10);
    }

    refused(files(11), LIMITS, "more than the 10 entries");
  }

  @Test
  void entriesWithLongNamesTakeNoMoreThanTheirShare() {
    Zips zips = new Zips();
    for (int i = 0; i < 9; i++) {
      zips.text("x".repeat(240) + i, "");
    }

    refused(zips.bytes(), LIMITS, "more than the 2000 bytes");
  }

  @Test
  void moreBytesThanAllowedAreRefusedBeforeAnyIsWritten() throws IOException {
    byte[] random = new byte[1_500_000];
    new Random(1).nextBytes(random);

    refused(new Zips().put("a", random).put("b", random).bytes(), LIMITS, "at most 2000000 bytes");

    try (Stream<Path> files = Files.list(out())) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aFewLinesOfTextMayShrinkAsFarAsTheyDo() throws IOException {
    byte[] text = "a dog runs\n".repeat(50_000).getBytes(StandardCharsets.US_ASCII);
    byte[] zip = new Zips().put("a.txt", text).bytes();
    assertThat(zip.length * 200).isLessThan(text.length);

    unpack(zip, LIMITS);

    assertThat(out().resolve("a.txt")).hasSize(text.length);
  }

  private void refused(byte[] zip, ZipLimits limits, String message) {
    assertThatThrownBy(() -> unpack(zip, limits))
        .isInstanceOfSatisfying(
            ArchiveException.class,
            refused -> assertThat(refused.problemType()).isEqualTo(ProblemType.UNSAFE_ARCHIVE))
        .hasMessageContaining(message);
  }

  private void unpack(byte[] zip, ZipLimits limits) throws IOException {
    Path file = folder.resolve("sent.zip");
    Files.write(file, zip);
    new ZipUnpacker(limits).unpack(file, Files.createDirectories(out()));
  }

  private Path out() {
    return folder.resolve("out");
  }

  private static byte[] files(int count) {
    Zips zips = new Zips();
    for (int i = 0; i < count; i++) {
      zips.text("n" + i, "x");
    }
    return zips.bytes();
  }
}
