package org.imagecaptioning.features;

import java.util.List;

/**
 * What an encoder takes: one float32 tensor of shape (1, 3, height, width) with channels red,
 * green, blue, each value {@code (pixel - mean) / std} of a pixel in 0..255.
 *
 * @param width in pixels, at most {@value #MOST}
 * @param height in pixels, at most {@value #MOST}
 * @param mean of red, green and blue
 * @param std of red, green and blue, positive
 */
public record EncoderInput(int width, int height, List<Float> mean, List<Float> std) {

  private static final int MOST = 2048;

  public EncoderInput {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (width < 1 || height < 1 || mean.size() != 3 || std.size() != 3) {
      throw new IllegalArgumentException(
          "An encoder's input has a width and a height of at least 1, and 3 means and deviations,"
              + " not %d x %d, %s and %s".formatted(width, height, mean, std));
    }
    if (width > MOST || height > MOST) {
      throw new IllegalArgumentException(
          "An encoder's input is at most %d x %d, not %d x %d"
              .formatted(MOST, MOST, width, height));
    }
    if (std.stream().anyMatch(s -> !(s > 0))) {
      throw new IllegalArgumentException("An encoder's deviations are positive, not " + std);
    }
  }
}
