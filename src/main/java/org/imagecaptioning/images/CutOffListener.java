package org.imagecaptioning.images;

import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;

/**
 * Hears when a reader ran out of data, which libjpeg only warns of: it fills the rest with grey.
 * Other warnings, such as stray bytes that some cameras write, are let pass.
 */
final class CutOffListener implements IIOReadWarningListener {

  private @Nullable String heard;

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
      heard = warning;
      source.abort();
    }
  }

  void check(ImageFormat format) {
    if (heard != null) {
      throw ImageException.broken(
          "The %s is cut off or damaged inside its pixels".formatted(format.label));
    }
  }
}
