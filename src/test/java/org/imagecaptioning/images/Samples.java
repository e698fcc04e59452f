package org.imagecaptioning.images;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The pictures that {@code src/test/resources/images/make_images.py} drew, and what Pillow sees.
 */
final class Samples {

  private Samples() {}

  static byte[] bytes(String name) {
    try (InputStream in = Samples.class.getResourceAsStream("/images/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("No sample " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Pillow's pixels of the sample of that name, from a binary PPM with three header lines. */
  static Picture expected(String name) {
    byte[] file = bytes(name.substring(0, name.lastIndexOf('.')) + ".ppm");
    String[] header = new String(file, 0, 15, StandardCharsets.ISO_8859_1).split("\\s", 5);
    int width = Integer.parseInt(header[1]);
    int height = Integer.parseInt(header[2]);
    byte[] rgb = Arrays.copyOfRange(file, file.length - width * height * 3, file.length);
    return new Picture(width, height, rgb);
  }

  /** The largest difference of a sample between two pictures of one size. */
  static int largestDifference(Picture a, Picture b) {
    int largest = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      largest = Math.max(largest, Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff)));
    }
    return largest;
  }
}
