package org.imagecaptioning.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.features.FeatureExtractor;

/** The features of data sets, extracted once for an encoder and kept. */
final class DatasetFeatures {

  private final TrainingFolders folders;
  private final Workers workers;
  private final TrainingListener listener;

  /**
   * @param workers images at a time, one thread each: quicker than one image on all threads
   */
  DatasetFeatures(TrainingFolders folders, Workers workers, TrainingListener listener) {
    this.folders = folders;
    this.workers = workers;
    this.listener = listener;
  }

  /**
   * The mean features of some splits by the image's id; images that cannot be read are reported and
   * left out.
   */
  Map<String, float[]> extract(Dataset dataset, EncoderChoice encoder, List<Split> splits) {
    Map<String, float[]> features = new HashMap<>();
    try (FeatureExtractor extractor = encoder.open(folders.natives())) {
      FeatureCache cache =
          new FeatureCache(folders.features(), extractor, encoder.sha256(), workers);
      for (Split split : splits) {
        List<CaptionedImage> images = dataset.images(split);
        if (!images.isEmpty()) {
          FeatureCache.Extracted extracted = cache.extract(images, listener::onFeatures);
          extracted
              .broken()
              .forEach((id, fault) -> listener.onMessage(id + " is left out: " + fault));
          features.putAll(extracted.features());
        }
      }
    }
    return features;
  }
}
