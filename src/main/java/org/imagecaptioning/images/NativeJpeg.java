package org.imagecaptioning.images;

import static org.bytedeco.leptonica.global.leptonica.L_SEVERITY_NONE;
import static org.bytedeco.leptonica.global.leptonica.pixDestroy;
import static org.bytedeco.leptonica.global.leptonica.pixReadMemJpeg;
import static org.bytedeco.leptonica.global.leptonica.setMsgSeverity;

import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Optional;
import org.bytedeco.leptonica.PIX;
import org.imagecaptioning.images.Outline.Inks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JPEGs by libjpeg-turbo, through Leptonica: at an eighth, a quarter or half of their size where no
 * more is needed, which leaves out most of the work (only some of the coefficients of each block
 * are transformed), and several times as fast as the JDK at any size. What is not plainly in order
 * is left to the JDK's reader, which says what is wrong with it.
 */
final class NativeJpeg {

  private static final Logger log = LoggerFactory.getLogger(NativeJpeg.class);

  private static final int COLOUR = 32;
  private static final int[] REDUCTIONS = {8, 4, 2};
  private static final boolean AVAILABLE = load();

  private NativeJpeg() {}

  private static boolean load() {
    try {
      setMsgSeverity(L_SEVERITY_NONE);
      return true;
    } catch (LinkageError e) {
      log.warn("JPEGs are decoded by the JDK, which takes longer: Leptonica cannot be loaded", e);
      return false;
    }
  }

  /**
   * By how much each side of an image may be divided.
   *
   * @param width that is needed at least, upright, in pixels
   * @param height that is needed at least, upright, in pixels
   * @return 1, 2, 4 or 8
   */
  static int reduction(Outline outline, int width, int height) {
    Orientation up = outline.orientation();
    int uprightWidth = up.width(outline.width(), outline.height());
    int uprightHeight = up.height(outline.width(), outline.height());
    for (int reduction : REDUCTIONS) {
      if (uprightWidth / reduction >= width && uprightHeight / reduction >= height) {
        return reduction;
      }
    }
    return 1;
  }

  /**
   * Decodes an image of light, not of inks.
   *
   * @param reduction 1, 2, 4 or 8
   * @return empty if the image is grey, of inks, damaged, or its size is not that of its outline
   */
  static Optional<Picture> decode(Outline outline, int reduction) {
    if (!AVAILABLE || outline.inks() != Inks.NONE) {
      return Optional.empty();
    }
    int[] warnings = new int[1];
    byte[] bytes = outline.bytes();
    PIX pix = pixReadMemJpeg(bytes, bytes.length, 0, reduction, warnings, 0);
    if (pix == null || pix.isNull()) {
      return Optional.empty();
    }
    try {
      Outline reduced = reduced(outline, reduction);
      boolean inOrder =
          warnings[0] == 0
              && pix.d() == COLOUR
              && pix.w() == reduced.width()
              && pix.h() == reduced.height();
      return inOrder ? Optional.of(Canvas.paint(rows(pix), reduced)) : Optional.empty();
    } finally {
      pixDestroy(pix);
    }
  }

  private static Outline reduced(Outline outline, int reduction) {
    return Outline.of(
        (outline.width() + reduction - 1) / reduction,
        (outline.height() + reduction - 1) / reduction,
        outline.orientation(),
        outline.bytesPerPixel(),
        outline.bytes());
  }

  /** A word a pixel, red in its highest byte, alpha, which there is none of, in its lowest. */
  private static PixelRows rows(PIX pix) {
    int width = pix.w();
    int words = pix.wpl();
    IntBuffer data =
        pix.data()
            .capacity((long) words * pix.h())
            .asByteBuffer()
            .order(ByteOrder.nativeOrder())
            .asIntBuffer();
    return (y, argb) -> {
      data.get(y * words, argb, 0, width);
      for (int x = 0; x < width; x++) {
        argb[x] = 0xff << 24 | argb[x] >>> 8;
      }
    };
  }
}
