package org.imagecaptioning.captioner;

import java.util.stream.Stream;
import org.imagecaptioning.layers.FloatMatrix;
import org.imagecaptioning.layers.Products;
import org.imagecaptioning.layers.Rows;

/** The states that captions begin with, made from their pictures as {@link InitialState} says. */
final class FirstStates {

  private FirstStates() {}

  /**
   * @param pictures as a {@link Minibatch} has them
   * @param pictureOf for each of N captions its picture
   * @param images out: for each caption its picture, of a grid the mean, (N, D)
   * @param h0 out: (N, H)
   * @param c0 out, where the cell starts from the picture: (N, H)
   */
  static void fill(
      CaptionerConfig config,
      Parameters parameters,
      float[][] pictures,
      int[] pictureOf,
      FloatMatrix images,
      FloatMatrix h0,
      FloatMatrix c0) {
    float[][] means =
        config.attends()
            ? Stream.of(pictures)
                .map(grid -> Grid.mean(grid, config.features()))
                .toArray(float[][]::new)
            : pictures;
    for (int n = 0; n < pictureOf.length; n++) {
      images.put(n, means[pictureOf[n]]);
    }
    affine(images, parameters.get("W_proj"), parameters.get("b_proj"), h0);
    if (config.initialState() != InitialState.AFFINE) {
      Rows.tanh(h0);
    }
    if (config.initialState() == InitialState.TANH_WITH_CELL) {
      affine(images, parameters.get("W_cell"), parameters.get("b_cell"), c0);
      Rows.tanh(c0);
    }
  }

  private static void affine(
      FloatMatrix images, FloatMatrix weights, FloatMatrix bias, FloatMatrix state) {
    Products.multiply(images, weights, state);
    Rows.add(state, bias);
  }
}
