package org.imagecaptioning.captioner;

import java.util.Map;
import org.imagecaptioning.layers.FloatMatrix;
import org.imagecaptioning.layers.Products;
import org.imagecaptioning.layers.Rows;
import org.imagecaptioning.layers.Tensor;

/** A trained network, ready to speak. Safe for use from several threads at once. */
public final class Captioner {

  private final CaptionerConfig config;
  private final Parameters parameters;

  /**
   * @param config the network
   * @param tensors its parameters by name, with the shapes of {@link CaptionerConfig#shapes};
   *     copied
   * @throws IllegalArgumentException if they do not fit the network
   */
  public Captioner(CaptionerConfig config, Map<String, Tensor> tensors) {
    this(config, Parameters.of(config, tensors));
  }

  /**
   * @param parameters shared, not copied: changes are heard at the next word
   */
  public Captioner(CaptionerConfig config, Parameters parameters) {
    this.config = config;
    this.parameters = parameters;
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
    FloatMatrix image = FloatMatrix.of(1, config.features(), features);
    FloatMatrix h0 = start(image, "W_proj", "b_proj", config.initialState() != InitialState.AFFINE);
    FloatMatrix c0 =
        config.initialState() == InitialState.TANH_WITH_CELL
            ? start(image, "W_cell", "b_cell", true)
            : FloatMatrix.zeros(1, config.hidden());
    return new RecurrentScorer(config, parameters, h0, c0);
  }

  private FloatMatrix start(FloatMatrix image, String weights, String bias, boolean tanh) {
    FloatMatrix state = FloatMatrix.zeros(1, config.hidden());
    Products.multiply(image, parameters.get(weights), state);
    Rows.add(state, parameters.get(bias));
    if (tanh) {
      Rows.tanh(state);
    }
    return state;
  }
}
