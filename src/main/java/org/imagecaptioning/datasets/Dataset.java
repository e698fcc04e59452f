package org.imagecaptioning.datasets;

import java.util.List;

/**
 * Captioned images that can be trained on: the train split is never empty, the others may be.
 *
 * @param images in the order of the files they were read from
 * @param problems what was left out
 */
public record Dataset(String name, List<CaptionedImage> images, List<DatasetProblem> problems) {

  public Dataset {
    images = List.copyOf(images);
    problems = List.copyOf(problems);
    if (images.stream().noneMatch(image -> image.split() == Split.TRAIN)) {
      throw new DatasetException(
          "The data set %s has no image to train on: at least one in the split train is needed"
              .formatted(name));
    }
  }

  public List<CaptionedImage> images(Split split) {
    return images.stream().filter(image -> image.split() == split).toList();
  }
}
