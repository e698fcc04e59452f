package org.imagecaptioning.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.onnx.EncoderSettings;
import org.imagecaptioning.features.onnx.OnnxEncoders;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.ImageLimits;

/**
 * The features of data sets, kept under {@code captioning.home}.
 *
 * @param home in which {@code features} and {@code natives} lie
 * @param threads images at a time, one thread each: quicker than one image on all threads
 */
record DatasetFeatures(Path home, int threads, ProgressBar bar) {

  /** The mean features by the image's id; images that cannot be read are reported and left out. */
  Map<String, float[]> extract(Dataset images, EncoderChoice choice) throws IOException {
    OnnxEncoders encoders = new OnnxEncoders(home.resolve("natives"), new EncoderSettings(1));
    try (FeatureExtractor extractor = encoders.open(choice.onnx(), choice.description().input())) {
      FeatureCache.Extracted extracted =
          new FeatureCache(
                  home.resolve("features"),
                  extractor,
                  choice.sha256(),
                  new ImageDecoder(ImageLimits.defaults()),
                  threads)
              .extract(images.images(), (done, all) -> bar.show("features", done, all, ""));
      extracted.broken().forEach((id, fault) -> bar.line(id + " is left out: " + fault));
      return extracted.features();
    }
  }
}
