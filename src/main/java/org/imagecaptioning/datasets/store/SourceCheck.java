package org.imagecaptioning.datasets.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.DatasetException;
import org.imagecaptioning.datasets.GivenFeatures;
import org.imagecaptioning.datasets.PictureFile;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.ImageException;
import org.imagecaptioning.images.ImageLimits;
import org.jspecify.annotations.Nullable;

/**
 * Whether pictures can be decoded, and features are numbers.
 *
 * @param limits of a picture's size, checked before it is read
 */
record SourceCheck(ImageDecoder decoder, ImageLimits limits) {

  /** What is wrong with it, null if nothing is. */
  @Nullable String fault(CaptionedImage image) {
    if (image.source() instanceof GivenFeatures features) {
      return fault(features);
    }
    return fault(((PictureFile) image.source()).path());
  }

  private @Nullable String fault(Path picture) {
    try {
      if (Files.size(picture) > limits.maxBytes().toBytes()) {
        return "the picture has more than the %d bytes that are taken"
            .formatted(limits.maxBytes().toBytes());
      }
      decoder.decode(Files.readAllBytes(picture));
      return null;
    } catch (ImageException e) {
      return e.getMessage();
    } catch (IOException e) {
      return "the picture cannot be read: " + e.getMessage();
    }
  }

  private static @Nullable String fault(GivenFeatures features) {
    try {
      for (float value : features.read()) {
        if (!Float.isFinite(value)) {
          return "row %d of %s is not all numbers"
              .formatted(features.row(), features.table().name());
        }
      }
      return null;
    } catch (DatasetException e) {
      return e.getMessage();
    }
  }
}
