package org.imagecaptioning.captioner;

import java.util.Map;
import org.imagecaptioning.layers.Tensor;

/** A trained network, ready to speak. Safe for use from several threads at once. */
public final class Captioner implements AutoCloseable {

  private final CaptionerConfig config;

  /**
   * @param config the network
   * @param parameters by name, with the shapes that {@link CaptionerConfig#shapes} gives; copied
   */
  public Captioner(CaptionerConfig config, Map<String, Tensor> parameters) {
    this.config = config;
  }

  public CaptionerConfig config() {
    return config;
  }

  /**
   * Gets ready to speak about one image.
   *
   * @param features mean features of the image, shape (D)
   */
  public WordScorer scorer(float[] features) {
    throw new UnsupportedOperationException();
  }

  /** Frees the weights; nothing may be asked of it afterwards. */
  @Override
  public void close() {}
}
