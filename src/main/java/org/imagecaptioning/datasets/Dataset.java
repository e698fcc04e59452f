package org.imagecaptioning.datasets;

import java.util.List;
import java.util.OptionalInt;

/**
 * Captioned images that can be trained on: the train split is never empty, the others may be.
 *
 * @param images in the order of the files they were read from
 * @param problems what was left out; not all of it, if that is very much
 * @param problemCount how many problems there are, listed or not
 */
public record Dataset(
    String name, List<CaptionedImage> images, List<DatasetProblem> problems, long problemCount) {

  public Dataset {
    images = List.copyOf(images);
    problems = List.copyOf(problems);
    if (images.stream().noneMatch(image -> image.split() == Split.TRAIN)) {
      throw new DatasetException(
          "The dataset %s has no image to train on: at least one in the split train is needed"
              .formatted(name));
    }
  }

  public Dataset(String name, List<CaptionedImage> images, List<DatasetProblem> problems) {
    this(name, images, problems, problems.size());
  }

  public List<CaptionedImage> images(Split split) {
    return images.stream().filter(image -> image.split() == split).toList();
  }

  /** D of the features that the dataset gives, empty if it has pictures. */
  public OptionalInt featureDepth() {
    return images.get(0).source() instanceof GivenFeatures given
        ? OptionalInt.of(given.table().depth())
        : OptionalInt.empty();
  }
}
