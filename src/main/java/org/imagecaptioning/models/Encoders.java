package org.imagecaptioning.models;

import org.imagecaptioning.features.ConfiguredNetwork;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.dl4j.ConfiguredEncoders;
import org.imagecaptioning.features.onnx.OnnxEncoders;

/** Opens encoders that bundles bring, and those that the configuration names. */
record Encoders(OnnxEncoders onnx, ConfiguredEncoders configured) implements EncoderLoader {

  @Override
  public FeatureExtractor load(byte[] network, EncoderInput input) {
    return onnx.open(network, input);
  }

  @Override
  public FeatureExtractor load(ConfiguredNetwork network, EncoderInput input) {
    return configured.open(network, input);
  }
}
