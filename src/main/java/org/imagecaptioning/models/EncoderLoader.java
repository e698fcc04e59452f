package org.imagecaptioning.models;

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
}
