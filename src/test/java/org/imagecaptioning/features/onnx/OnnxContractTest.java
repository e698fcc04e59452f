package org.imagecaptioning.features.onnx;

import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.tck.FeatureExtractorContract;

class OnnxContractTest extends FeatureExtractorContract {

  @Override
  protected FeatureExtractor open() {
    return Encoders.openTiny();
  }
}
