package org.imagecaptioning.captioner;

import java.util.List;
import java.util.Map;
import org.imagecaptioning.layers.Activations;
import org.imagecaptioning.layers.RightMatrix;
import org.imagecaptioning.layers.Tensor;
import org.jspecify.annotations.Nullable;

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
   * @param features the image's places as the encoder gives them, shape (L, D) with any L, if the
   *     captioner attends; else their mean, shape (D)
   * @throws IllegalArgumentException if there are not so many of them
   */
  public WordScorer scorer(float[] features) {
    check(features);
    AttentionWeights attention = weights.attention;
    if (attention == null) {
      return scorer(features, null);
    }
    List<Integer> shape = List.of(features.length / config.features(), config.features());
    float[][] grid = new Tensor(shape, features).toRows(); // (L, D)
    return scorer(Grid.mean(features, config.features()), new AttendedPicture(attention, grid));
  }

  private void check(float[] features) {
    int depth = config.features();
    if (config.attends() && (features.length == 0 || features.length % depth != 0)) {
      throw new IllegalArgumentException(
          "This captioner takes %d features of each place, not %d in all"
              .formatted(depth, features.length));
    }
    if (!config.attends() && features.length != depth) {
      throw new IllegalArgumentException(
          "This captioner takes %d features, not %d".formatted(depth, features.length));
    }
  }

  /**
   * @param mean over all places, shape (D)
   */
  private WordScorer scorer(float[] mean, @Nullable AttendedPicture picture) {
    boolean tanh = config.initialState() != InitialState.AFFINE;
    float[][] h0 = start(mean, weights.wProj, weights.bProj, tanh);
    float[][] c0 =
        config.initialState() == InitialState.TANH_WITH_CELL
            ? start(mean, weights.wCell, weights.bCell, true)
            : new float[1][config.hidden()];
    return new RecurrentScorer(config, weights, h0, c0, picture);
  }

  private static float[][] start(float[] features, RightMatrix w, float[] b, boolean tanh) {
    float[][] state = new float[1][b.length];
    w.affine(new float[][] {features}, 1, b, state);
    if (tanh) {
      Activations.tanh(state[0], 0, b.length);
    }
    return state;
  }
}
