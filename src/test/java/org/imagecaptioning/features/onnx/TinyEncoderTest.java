package org.imagecaptioning.features.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.Features;
import org.imagecaptioning.images.Picture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The tiny encoder against the same sums in plain loops, in double. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TinyEncoderTest {

  private static final int SIZE = 64;
  private static final int COLOURS = 8;
  private static final int[][][] PREWITT = {
    {{-1, 0, 1}, {-1, 0, 1}, {-1, 0, 1}},
    {{-1, -1, -1}, {0, 0, 0}, {1, 1, 1}},
    {{0, 1, 1}, {-1, 0, 1}, {-1, -1, 0}},
    {{-1, -1, 0}, {-1, 0, 1}, {0, 1, 1}}
  };

  private FeatureExtractor encoder;

  @BeforeAll
  void open() {
    encoder = Encoders.openTiny();
  }

  @AfterAll
  void close() {
    encoder.close();
  }

  @Test
  void featuresAreThoseOfPlainLoops() {
    Picture picture = redSquareAndBlueTriangleOnWhite();

    Features features = encoder.extract(picture);

    assertThat(features.places()).isEqualTo(1);
    assertThat(features.depth()).isEqualTo(1024);
    double[] expected = expected(picture);
    for (int d = 0; d < expected.length; d++) {
      assertThat((double) features.values()[d])
          .as("channel %d", d)
          .isCloseTo(expected[d], within(1e-5));
    }
  }

  @Test
  void oneColourHasNoEdgesNotEvenAtTheFrame() {
    byte[] rgb = new byte[SIZE * SIZE * 3];
    java.util.Arrays.fill(rgb, (byte) 200);

    float[] features = encoder.extract(new Picture(SIZE, SIZE, rgb)).values();

    for (int d = 512; d < 1024; d++) {
      assertThat(features[d]).as("channel %d", d).isCloseTo(0, within(1e-5f));
    }
  }

  @Test
  void aShapeThatMovesMovesInTheFeatures() {
    float[] left = encoder.extract(square(8, 24)).values();
    float[] right = encoder.extract(square(40, 24)).values();

    // Red is corner 4 of the colour cube; the square covers the cells of row 3, columns 1 and 5.
    int red = 4 * 64 + 3 * 8;
    assertThat(left[red + 1]).isEqualTo(1);
    assertThat(left[red + 5]).isEqualTo(right[red + 1]).isLessThan(0.5f);
    assertThat(right[red + 5]).isEqualTo(1);
  }

  private static Picture square(int left, int top) {
    byte[] rgb = white();
    for (int y = top; y < top + 16; y++) {
      for (int x = left; x < left + 16; x++) {
        paint(rgb, x, y, 255, 0, 0);
      }
    }
    return new Picture(SIZE, SIZE, rgb);
  }

  private static Picture redSquareAndBlueTriangleOnWhite() {
    byte[] rgb = square(5, 9).rgb().clone();
    for (int y = 30; y < 58; y++) {
      for (int x = 50 - (y - 30) / 2; x <= 50 + (y - 30) / 3; x++) {
        paint(rgb, x, y, 30, 60, 210);
      }
    }
    return new Picture(SIZE, SIZE, rgb);
  }

  private static byte[] white() {
    byte[] rgb = new byte[SIZE * SIZE * 3];
    java.util.Arrays.fill(rgb, (byte) 255);
    return rgb;
  }

  private static void paint(byte[] rgb, int x, int y, int red, int green, int blue) {
    int i = (y * SIZE + x) * 3;
    rgb[i] = (byte) red;
    rgb[i + 1] = (byte) green;
    rgb[i + 2] = (byte) blue;
  }

  private static double[] expected(Picture picture) {
    double[] features = new double[1024];
    for (int colour = 0; colour < COLOURS; colour++) {
      double[][] map = nearness(picture, colour);
      for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
          features[colour * 64 + y / 8 * 8 + x / 8] += map[y][x] / 64;
          for (int way = 0; way < 4; way++) {
            features[512 + (colour * 4 + way) * 16 + y / 16 * 4 + x / 16] +=
                4 * Math.abs(gradient(map, y, x, PREWITT[way])) / 256;
          }
        }
      }
    }
    return features;
  }

  private static double[][] nearness(Picture picture, int colour) {
    double[][] map = new double[SIZE][SIZE];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double distance = 0;
        for (int channel = 0; channel < 3; channel++) {
          int corner = colour >> (2 - channel) & 1;
          distance +=
              Math.abs(corner - (picture.rgb()[(y * SIZE + x) * 3 + channel] & 0xff) / 255.0);
        }
        map[y][x] = Math.max(0, 1 - distance / 1.5);
      }
    }
    return map;
  }

  private static double gradient(double[][] map, int y, int x, int[][] kernel) {
    double sum = 0;
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        int row = Math.min(Math.max(y + dy, 0), SIZE - 1);
        int column = Math.min(Math.max(x + dx, 0), SIZE - 1);
        sum += kernel[dy + 1][dx + 1] * map[row][column] / 3;
      }
    }
    return sum;
  }
}
