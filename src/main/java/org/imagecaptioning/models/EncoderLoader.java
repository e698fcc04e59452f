package org.imagecaptioning.models;

import org.imagecaptioning.features.ConfiguredNetwork;
import org.imagecaptioning.features.EncoderException;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.FeatureExtractor;

/** Opens the encoder of a bundle. */
public interface EncoderLoader {

  /**
   * @param onnx the network; not changed
   * @param input what it takes
   * @return to be closed by the caller
   */
  FeatureExtractor load(byte[] onnx, EncoderInput input);

  /**
   * Opens an encoder that is not in the bundle.
   *
   * @param input what it takes
   * @return to be closed by the caller
   * @throws EncoderException if it is not configured, or another one is
   */
  default FeatureExtractor load(ConfiguredNetwork network, EncoderInput input) {
    throw new EncoderException("No encoders are configured here, such as " + network.name());
  }
}
