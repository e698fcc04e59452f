package org.imagecaptioning.captions;

import java.util.List;
import org.imagecaptioning.captioner.Caption;

/**
 * An image and what was said of it.
 *
 * @param width in pixels, upright
 * @param height in pixels, upright
 * @param captions best first
 */
record CaptionedImage(int width, int height, List<Caption> captions, Timings timings) {

  CaptionedImage {
    captions = List.copyOf(captions);
  }

  /** The same for a call that finds it made already. */
  CaptionedImage remembered() {
    return new CaptionedImage(width, height, captions, Timings.CACHED);
  }
}
