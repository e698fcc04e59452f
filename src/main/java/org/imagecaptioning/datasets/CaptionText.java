package org.imagecaptioning.datasets;

/** What a caption may be. */
final class CaptionText {

  static final int LONGEST = 1000; // characters

  private CaptionText() {}

  static String checked(String caption) throws RefusedException {
    if (caption.isBlank()) {
      throw new RefusedException("a caption is empty");
    }
    if (caption.length() > LONGEST) {
      throw new RefusedException(
          "a caption has %d characters; at most %d are accepted"
              .formatted(caption.length(), LONGEST));
    }
    return caption;
  }
}
