package org.imagecaptioning.images;

import java.util.Arrays;

/**
 * Squashes a picture to a size, with the triangle filter that widens with the scale. Every bit is
 * as Pillow's {@code Image.resize((width, height), Image.Resampling.BILINEAR)} has it, because the
 * shipped encoders were trained on pictures resized by Pillow: weights in fixed point with 22 bits,
 * rows first, rounded to bytes, then columns.
 */
public final class Resampler {

  private static final int PRECISION_BITS = 32 - 8 - 2;
  private static final int HALF = 1 << (PRECISION_BITS - 1);
  private static final int ROWS_AT_ONCE = 64; // more of a wide picture would not stay in the cache

  private Resampler() {}

  /**
   * @param width in pixels, at least 1
   * @param height in pixels, at least 1
   * @return the same picture if it has that size
   */
  public static Picture resize(Picture picture, int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "A picture cannot be resized to %d x %d".formatted(width, height));
    }
    byte[] rgb = picture.rgb();
    if (width != picture.width()) {
      rgb = squashRows(rgb, picture.width(), picture.height(), width);
    }
    if (height != picture.height()) {
      rgb = squashColumns(rgb, width, picture.height(), height);
    }
    return rgb == picture.rgb() ? picture : new Picture(width, height, rgb);
  }

  /**
   * From shape (rows, from, 3) to (rows, to, 3), a column of some rows after the other: its weights
   * stay the same, which compilers turn into quicker loops.
   */
  private static byte[] squashRows(byte[] in, int from, int rows, int to) {
    Taps taps = Taps.between(from, to);
    byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(rows, to), 3)];
    for (int y = 0; y < rows; y += ROWS_AT_ONCE) {
      int end = Math.min(y + ROWS_AT_ONCE, rows) * to * 3;
      for (int x = 0; x < to; x++) {
        int first = (y * from + taps.first(x)) * 3;
        squashColumn(in, first, from * 3, taps.weights(x), out, (y * to + x) * 3, to * 3, end);
      }
    }
    return out;
  }

  /**
   * @param inFirst the first input of the first row
   * @param inStride from one row to the next
   * @param outFirst the output of the first row
   * @param outStride from one row to the next
   * @param outEnd behind the last row
   */
  private static void squashColumn(
      byte[] in,
      int inFirst,
      int inStride,
      int[] weights,
      byte[] out,
      int outFirst,
      int outStride,
      int outEnd) {
    for (int o = outFirst, row = inFirst; o < outEnd; o += outStride, row += inStride) {
      int red = HALF;
      int green = HALF;
      int blue = HALF;
      int i = row;
      for (int weight : weights) {
        red += (in[i] & 0xff) * weight;
        green += (in[i + 1] & 0xff) * weight;
        blue += (in[i + 2] & 0xff) * weight;
        i += 3;
      }
      out[o] = clip(red);
      out[o + 1] = clip(green);
      out[o + 2] = clip(blue);
    }
  }

  /** From shape (from, width, 3) to (to, width, 3), a whole row of sums at a time. */
  private static byte[] squashColumns(byte[] in, int width, int from, int to) {
    Taps taps = Taps.between(from, to);
    int stride = Math.multiplyExact(width, 3);
    byte[] out = new byte[Math.multiplyExact(stride, to)];
    int[] sums = new int[stride];
    for (int y = 0; y < to; y++) {
      Arrays.fill(sums, HALF);
      int row = taps.first(y) * stride;
      for (int weight : taps.weights(y)) {
        for (int i = 0; i < stride; i++) {
          sums[i] += (in[row + i] & 0xff) * weight;
        }
        row += stride;
      }
      for (int i = 0, o = y * stride; i < stride; i++) {
        out[o + i] = clip(sums[i]);
      }
    }
    return out;
  }

  /** Weights are not negative, so only the top needs care. */
  private static byte clip(int sum) {
    return (byte) Math.min(sum >> PRECISION_BITS, 255);
  }

  /**
   * Which input pixels make each output pixel, and how much of each.
   *
   * @param firsts the first input pixel, shape (to)
   * @param all weights in fixed point, shape (to, as many as touch)
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Taps(int[] firsts, int[][] all) {

    int first(int out) {
      return firsts[out];
    }

    int[] weights(int out) {
      return all[out];
    }

    static Taps between(int from, int to) {
      double scale = (double) from / to;
      double support = Math.max(scale, 1);
      int[] firsts = new int[to];
      int[][] all = new int[to][];
      for (int out = 0; out < to; out++) {
        double center = (out + 0.5) * scale;
        int first = Math.max((int) (center - support + 0.5), 0);
        int end = Math.min((int) (center + support + 0.5), from);
        firsts[out] = first;
        all[out] = weights(first, end, center, 1 / support);
      }
      return new Taps(firsts, all);
    }

    /** The order of operations is Pillow's: another one rounds otherwise. */
    private static int[] weights(int first, int end, double center, double shrink) {
      int count = end - first;
      double[] exact = new double[count];
      double sum = 0;
      for (int i = 0; i < count; i++) {
        exact[i] = Math.max(1 - Math.abs((i + first - center + 0.5) * shrink), 0);
        sum += exact[i];
      }
      int[] fixed = new int[count];
      for (int i = 0; i < count; i++) {
        double share = sum == 0 ? exact[i] : exact[i] / sum;
        fixed[i] = (int) (0.5 + share * (1 << PRECISION_BITS));
      }
      return fixed;
    }
  }
}
