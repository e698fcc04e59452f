package org.imagecaptioning.features.dl4j;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.imagecaptioning.features.EncoderException;
import org.imagecaptioning.features.Features;

/**
 * What a layer gives for one picture.
 *
 * @param shape (1, D), or (1, D, h, w) or (1, h, w, D), as the network's format says
 * @param values in the order of the shape
 */
@SuppressWarnings("ArrayRecordComponent")
record Activations(long[] shape, float[] values) {

  /**
   * As a grid.
   *
   * @throws EncoderException if it is none, or holds what are no finite numbers
   */
  Features features(CNN2DFormat format) {
    boolean vector = shape.length == 2;
    if (shape[0] != 1 || !(vector || shape.length == 4)) {
      throw new EncoderException(
          "A layer gives features as 1 x D, or as a grid of 1 x D x h x w or 1 x h x w x D; this one gives "
              + Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(" x ")));
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new EncoderException("An encoder gives finite numbers; this one gives " + value);
      }
    }
    if (vector) {
      return new Features(1, (int) shape[1], values);
    }
    return format == CNN2DFormat.NHWC
        ? new Features((int) (shape[1] * shape[2]), (int) shape[3], values)
        : new Features((int) (shape[2] * shape[3]), (int) shape[1], channelsLast());
  }

  /** Rows of the grid that {@link #features} gives. */
  int gridHeight(CNN2DFormat format) {
    return shape.length == 2 ? 1 : (int) shape[format == CNN2DFormat.NHWC ? 1 : 2];
  }

  private float[] channelsLast() {
    int depth = (int) shape[1];
    int places = values.length / depth;
    float[] last = new float[values.length];
    for (int d = 0; d < depth; d++) {
      for (int place = 0; place < places; place++) {
        last[place * depth + d] = values[d * places + place];
      }
    }
    return last;
  }
}
