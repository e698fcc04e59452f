package org.imagecaptioning.datasets;

import java.nio.file.Path;
import java.util.List;

/**
 * An image file and what people said of it.
 *
 * @param id the image's name in the data set, unique there and the same on every machine
 * @param file where the image lies, links resolved; it exists, whether it is an image is not known
 * @param captions at least one, as written
 */
public record CaptionedImage(String id, Path file, List<String> captions, Split split) {

  public CaptionedImage {
    captions = List.copyOf(captions);
    if (captions.isEmpty()) {
      throw new IllegalArgumentException("The image %s has no caption".formatted(id));
    }
  }

  CaptionedImage in(Split other) {
    return new CaptionedImage(id, file, captions, other);
  }
}
