package org.imagecaptioning.captioner;

import java.util.Map;
import org.imagecaptioning.layers.Activations;
import org.imagecaptioning.layers.RowProducts;
import org.imagecaptioning.layers.Tensor;

/** A trained network, ready to speak. Safe for use from several threads at once. */
public final class Captioner {

  private final CaptionerConfig config;
  private final SpokenWeights weights;

  /**
   * @param config the network
   * @param tensors its parameters by name, with the shapes of {@link CaptionerConfig#shapes};
   *     copied
   * @throws IllegalArgumentException if they do not fit the network
   */
  public Captioner(CaptionerConfig config, Map<String, Tensor> tensors) {
    this.config = config;
    this.weights = SpokenWeights.of(config, tensors);
  }

  /**
   * @param parameters copied as they are now
   */
  public Captioner(CaptionerConfig config, Parameters parameters) {
    this.config = config;
    this.weights = SpokenWeights.of(config, parameters);
  }

  public CaptionerConfig config() {
    return config;
  }

  /**
   * Gets ready to speak about one image.
   *
   * @param features mean features of the image, shape (D)
   * @throws IllegalArgumentException if there are not D of them
   */
  public WordScorer scorer(float[] features) {
    if (features.length != config.features()) {
      throw new IllegalArgumentException(
          "This captioner takes %d features, not %d".formatted(config.features(), features.length));
    }
    boolean tanh = config.initialState() != InitialState.AFFINE;
    float[][] h0 = start(features, weights.wProj, weights.bProj, tanh);
    float[][] c0 =
        config.initialState() == InitialState.TANH_WITH_CELL
            ? start(features, weights.wCell, weights.bCell, true)
            : new float[1][config.hidden()];
    return new RecurrentScorer(config, weights, h0, c0);
  }

  private static float[][] start(float[] features, float[][] w, float[] b, boolean tanh) {
    float[] state = new float[b.length];
    RowProducts.multiply(features, w, state);
    for (int j = 0; j < state.length; j++) {
      state[j] += b[j];
    }
    if (tanh) {
      Activations.tanh(state, 0, state.length);
    }
    return new float[][] {state};
  }
}
