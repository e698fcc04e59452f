package org.imagecaptioning.features.onnx;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How encoders run.
 *
 * @param threads that may work on a picture that is alone, where that is quicker than one; 0, the
 *     default, stands for as many as there are processors, but at most 4
 */
@ConfigurationProperties("captioning.encoder")
public record EncoderSettings(int threads) {

  private static final int MOST_BY_DEFAULT = 4;
  private static final int MOST = 256;

  public EncoderSettings {
    if (threads < 0 || threads > MOST) {
      throw new IllegalArgumentException(
          "captioning.encoder.threads must be between 1 and %d, or 0 to follow the processors, not %d"
              .formatted(MOST, threads));
    }
    if (threads == 0) {
      threads = Math.min(Runtime.getRuntime().availableProcessors(), MOST_BY_DEFAULT);
    }
  }

  /** The settings of a service that was told nothing. */
  public static EncoderSettings defaults() {
    return new EncoderSettings(0);
  }
}
