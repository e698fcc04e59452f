package org.imagecaptioning.captions;

import java.util.List;
import org.imagecaptioning.captioner.Caption;

/**
 * An image and what was said of it.
 *
 * @param sha256 of its bytes as they came, in hexadecimal
 * @param width in pixels, upright
 * @param height in pixels, upright
 * @param captions best first
 */
record CaptionedImage(
    String sha256, int width, int height, List<Caption> captions, Timings timings) {

  CaptionedImage {
    captions = List.copyOf(captions);
  }
}
