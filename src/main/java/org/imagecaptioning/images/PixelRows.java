package org.imagecaptioning.images;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The rows of a decoded image as ARGB, alpha not premultiplied. Samples are taken as sRGB as they
 * stand: the colour models of Java see linear light in grey ones and would brighten them.
 */
interface PixelRows {

  /**
   * @param argb where the row goes, shape (width)
   */
  void read(int y, int[] argb);

  static PixelRows of(BufferedImage image) {
    ColorModel colours = image.getColorModel();
    Raster raster = image.getRaster();
    if (colours instanceof IndexColorModel palette) {
      return indexed(raster, palette);
    }
    if (colours instanceof ComponentColorModel) {
      return samples(raster, colours.getComponentSize(0) - 8);
    }
    int width = image.getWidth();
    return (y, argb) -> image.getRGB(0, y, width, 1, argb, 0, width);
  }

  private static PixelRows indexed(Raster raster, IndexColorModel palette) {
    int width = raster.getWidth();
    return (y, argb) -> {
      raster.getSamples(0, y, width, 1, 0, argb);
      for (int x = 0; x < width; x++) {
        argb[x] = palette.getRGB(argb[x]);
      }
    };
  }

  /** One to four samples a pixel: grey, grey and alpha, RGB, RGBA. */
  private static PixelRows samples(Raster raster, int shift) {
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    int green = bands < 3 ? 0 : 1;
    int blue = bands < 3 ? 0 : 2;
    boolean hasAlpha = bands % 2 == 0;
    int[] row = new int[width * bands];
    return (y, argb) -> {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0, i = 0; x < width; x++, i += bands) {
        int alpha = hasAlpha ? row[i + bands - 1] >> shift : 255;
        argb[x] =
            alpha << 24
                | (row[i] >> shift) << 16
                | (row[i + green] >> shift) << 8
                | row[i + blue] >> shift;
      }
    };
  }

  /**
   * Four channels of a JPEG, stored inverted as Adobe does: what is left of the light after each
   * ink.
   *
   * @param raster C, M, Y, K, or Y, Cb, Cr, K, 8 bits each
   */
  static PixelRows ofInks(Raster raster, boolean ycck) {
    int width = raster.getWidth();
    int[] row = new int[width * 4];
    return (y, argb) -> {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0, i = 0; x < width; x++, i += 4) {
        if (ycck) {
          ycckToCmyk(row, i);
        }
        int black = row[i + 3];
        argb[x] =
            255 << 24
                | divide255(row[i] * black) << 16
                | divide255(row[i + 1] * black) << 8
                | divide255(row[i + 2] * black);
      }
    };
  }

  /** ITU-T T.871, section 7, of the inverted inks. */
  private static void ycckToCmyk(int[] row, int i) {
    double luma = row[i];
    double blue = row[i + 1] - 128;
    double red = row[i + 2] - 128;
    row[i] = 255 - clip(luma + 1.402 * red);
    row[i + 1] = 255 - clip(luma - 0.344136 * blue - 0.714136 * red);
    row[i + 2] = 255 - clip(luma + 1.772 * blue);
  }

  private static int clip(double value) {
    return (int) Math.max(0, Math.min(255, value + 0.5));
  }

  private static int divide255(int product) {
    return (product + 127) / 255;
  }
}
