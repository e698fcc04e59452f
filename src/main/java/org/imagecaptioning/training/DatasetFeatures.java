package org.imagecaptioning.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.ImageLimits;

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
    return extract(dataset, encoder, splits, grid, ViewOptions.none());
  }

  /**
   * As the other, and other views of the pictures of the split train; a {@link TrainingPlan} asks
   * for them only where there are pictures.
   */
  ImageFeatures extract(
      Dataset dataset, EncoderChoice encoder, List<Split> splits, boolean grid, ViewOptions views) {
    ImageFeatures features = new ImageFeatures();
    try {
      if (dataset.featureDepth().isPresent()) {
        int depth = dataset.featureDepth().getAsInt();
        check(dataset, depth, encoder, grid);
        FeatureSource given = new TableFeatures(depth);
        extract(dataset, view -> given, splits, views, features);
      } else {
        try (FeatureExtractor extractor = encoder.open(folders)) {
          ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
          String sha256 = encoder.sha256();
          extract(
              dataset,
              view -> new PictureFeatures(extractor, sha256, decoder, grid, view),
              splits,
              views,
              features);
        }
      }
      return features;
    } catch (RuntimeException | Error e) {
      features.close();
      throw e;
    }
  }

  private void extract(
      Dataset dataset,
      Function<PictureView, FeatureSource> source,
      List<Split> splits,
      ViewOptions views,
      ImageFeatures into) {
    for (Split split : splits) {
      List<CaptionedImage> images = dataset.images(split);
      if (!images.isEmpty()) {
        int count = split == Split.TRAIN ? views.count() : 1;
        Map<String, String> faults = new LinkedHashMap<>();
        for (int number = 0; number < count; number++) {
          int before = number * images.size();
          new FeatureCache(folders.features(), source.apply(views.view(number)), workers)
              .extract(
                  images,
                  number,
                  into,
                  done -> listener.onFeatures(before + done, count * images.size()))
              .forEach(faults::putIfAbsent);
        }
        faults.forEach(
            (id, fault) -> {
              into.leaveOut(id);
              listener.onMessage(id + " is left out: " + fault);
            });
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
