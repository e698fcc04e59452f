package org.imagecaptioning.models;

import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.FeatureExtractor;

/** Opens encoders. */
interface EncoderLoader {

  /**
   * @param onnx the network
   * @param input what it takes
   */
  FeatureExtractor load(byte[] onnx, EncoderInput input);
}
