package org.imagecaptioning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.imagecaptioning.models.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureFileTest {

  private static final int ROW_BYTES = 3 * Float.BYTES + Integer.BYTES;
  private static final List<float[]> ROWS =
      List.of(new float[] {1, 2, 3}, new float[] {0, 0, 0}, new float[] {Float.NaN, 0, 0});

  @TempDir private Path folder;

  @Test
  void rowsAreReadAsTheyWereWritten() {
    write(ROWS);
    assertThat(read(9).stream().map(Arrays::toString))
        .containsExactlyElementsOf(ROWS.stream().map(Arrays::toString).toList());
    assertThat(read(2)).hasSize(2);
  }

  @Test
  void ofAFileThatWasCutOffAnywhereTheWholeRowsAreTaken() throws IOException {
    write(ROWS);
    byte[] whole = Files.readAllBytes(file());
    for (int length = 0; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      assertThat(read(9)).as("%d bytes", length).hasSize(length / ROW_BYTES);
    }
  }

  @Test
  void aRowThatNeverReachedTheDiskIsWrittenOver() throws IOException {
    write(ROWS);
    byte[] bytes = Files.readAllBytes(file());
    Arrays.fill(bytes, ROW_BYTES, 2 * ROW_BYTES, (byte) 0);
    Files.write(file(), bytes);
    assertThat(read(9)).hasSize(1);

    try (FeatureFile file = FeatureFile.open(file(), 3, Precision.F32)) {
      file.countWhole(9);
      file.append(List.of(new float[] {7, 8, 9}));
    }
    assertThat(read(9)).hasSize(3);
    assertThat(read(9).get(1)).containsExactly(7, 8, 9);
  }

  @Test
  void inHalfTheBytesNumbersAreRoundedAndTheGreatestAreCut() throws IOException {
    try (FeatureFile file = FeatureFile.open(file(), 3, Precision.F16)) {
      file.append(
          List.of(
              new float[] {0.5f, -0.1f, 1e6f},
              new float[] {Float.NaN, 0, 0},
              new float[] {1, 2, Float.NEGATIVE_INFINITY}));
    }
    assertThat(Files.size(file())).isEqualTo(3 * (3 * Short.BYTES + Integer.BYTES));
    try (FeatureFile file = FeatureFile.open(file(), 3, Precision.F16)) {
      file.countWhole(9);
      assertThat(file.rows()).isEqualTo(3);
      assertThat(file.has(0)).isTrue();
      assertThat(file.has(1)).isFalse();
      assertThat(file.row(0)).containsExactly(0.5f, -0.099975586f, 65504);
      assertThat(file.row(2)).containsExactly(1, 2, -65504);
    }
  }

  @Test
  void aFullDiskIsSaid() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "only where there is a device that is always full");
    Files.createSymbolicLink(file(), full);
    assertThatThrownBy(() -> write(ROWS))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.DISK));
  }

  private Path file() {
    return folder.resolve("x.features");
  }

  private void write(List<float[]> rows) {
    try (FeatureFile file = FeatureFile.open(file(), 3, Precision.F32)) {
      file.append(rows);
    }
  }

  private List<float[]> read(int most) {
    try (FeatureFile file = FeatureFile.open(file(), 3, Precision.F32)) {
      file.countWhole(most);
      return IntStream.range(0, file.rows()).mapToObj(file::row).toList();
    }
  }
}
