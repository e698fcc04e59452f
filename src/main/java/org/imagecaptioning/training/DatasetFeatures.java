package org.imagecaptioning.training;

import java.util.List;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.features.FeatureExtractor;

/** The features of datasets, extracted once for an encoder and kept. */
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
   * The features of some splits: those that the dataset brings, or else the mean of what the
   * encoder sees, or the grid of it. Images that cannot be read are reported and left out.
   *
   * @param grid whether it is the grid, for a captioner that attends
   * @return to be closed when nothing reads them any more
   * @throws TrainingException of the kind DATASET if the dataset's own do not fit the encoder, or
   *     are no grids where grids are asked for
   */
  ImageFeatures extract(Dataset dataset, EncoderChoice encoder, List<Split> splits, boolean grid) {
    ImageFeatures features = new ImageFeatures();
    try {
      if (dataset.featureDepth().isPresent()) {
        int depth = dataset.featureDepth().getAsInt();
        check(dataset, depth, encoder, grid);
        extract(dataset, new TableFeatures(depth), splits, features);
      } else {
        try (FeatureExtractor extractor = encoder.open(folders)) {
          extract(
              dataset, new PictureFeatures(extractor, encoder.sha256(), grid), splits, features);
        }
      }
      return features;
    } catch (RuntimeException | Error e) {
      features.close();
      throw e;
    }
  }

  private void extract(
      Dataset dataset, FeatureSource source, List<Split> splits, ImageFeatures into) {
    FeatureCache cache = new FeatureCache(folders.features(), source, workers);
    for (Split split : splits) {
      List<CaptionedImage> images = dataset.images(split);
      if (!images.isEmpty()) {
        cache
            .extract(images, into, listener::onFeatures)
            .forEach((id, fault) -> listener.onMessage(id + " is left out: " + fault));
      }
    }
  }

  private static void check(Dataset dataset, int depth, EncoderChoice encoder, boolean grid) {
    if (grid) {
      throw new TrainingException(
          TrainingException.Kind.DATASET,
          "The dataset %s brings one vector of features an image: a captioner with attention needs pictures, to see a grid of places in each"
              .formatted(dataset.name()));
    }
    if (depth != encoder.description().depth()) {
      throw new TrainingException(
          TrainingException.Kind.DATASET,
          "The dataset %s brings features of %d numbers, the encoder %s gives %d: the encoder that they were extracted with is needed, to see new pictures as these were seen"
              .formatted(
                  dataset.name(),
                  depth,
                  encoder.description().name(),
                  encoder.description().depth()));
    }
  }
}
