package org.imagecaptioning.captions;

/** The stages of captioning one image. */
enum Stage {
  /** Bytes to pixels. */
  DECODE,
  /** Pixels to features. */
  FEATURES,
  /** Features to words. */
  CAPTION
}
