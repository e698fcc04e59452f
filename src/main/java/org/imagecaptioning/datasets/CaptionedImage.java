package org.imagecaptioning.datasets;

import java.nio.file.Path;
import java.util.List;

/**
 * An image and what people said of it.
 *
 * @param id the image's name in the dataset, unique there and the same on every machine
 * @param source its picture, or its features where the dataset has no pictures
 * @param captions at least one, as written
 */
public record CaptionedImage(String id, ImageSource source, List<String> captions, Split split) {

  public CaptionedImage {
    captions = List.copyOf(captions);
    if (captions.isEmpty()) {
      throw new IllegalArgumentException("The image %s has no caption".formatted(id));
    }
  }

  /** An image whose picture is there. */
  public CaptionedImage(String id, Path file, List<String> captions, Split split) {
    this(id, new PictureFile(file), captions, split);
  }

  /**
   * The file of its picture.
   *
   * @throws DatasetException if there are only features of it
   */
  public Path file() {
    if (source instanceof PictureFile picture) {
      return picture.path();
    }
    throw new DatasetException(
        "The dataset has no picture of %s, but features: what needs its pictures cannot use it"
            .formatted(id));
  }

  CaptionedImage in(Split other) {
    return new CaptionedImage(id, source, captions, other);
  }
}
