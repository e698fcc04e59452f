package org.imagecaptioning.images;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How large a picture may be. All of it is checked before a pixel is decoded.
 *
 * @param maxBytes of the file as it was sent
 * @param maxPixels width times height, at most {@value #MOST_PIXELS}, which is what one array holds
 * @param maxSide of width and of height, in pixels
 */
@ConfigurationProperties("captioning.images")
public record ImageLimits(
    @DefaultValue("20MB") DataSize maxBytes,
    @DefaultValue("100000000") long maxPixels,
    @DefaultValue("20000") int maxSide) {

  private static final long MOST_PIXELS = 700_000_000;

  public ImageLimits {
    if (maxBytes.toBytes() < 1 || maxBytes.toBytes() > Integer.MAX_VALUE / 2) {
      throw new IllegalArgumentException(
          "captioning.images.max-bytes must be between 1 byte and 1 GB, not " + maxBytes);
    }
    if (maxPixels < 1 || maxPixels > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "captioning.images.max-pixels must be between 1 and %d, not %d"
              .formatted(MOST_PIXELS, maxPixels));
    }
    if (maxSide < 1) {
      throw new IllegalArgumentException(
          "captioning.images.max-side must be at least 1, not " + maxSide);
    }
  }

  /** The limits of a service that was told nothing: 20 MB, 100 million pixels, 20,000 a side. */
  public static ImageLimits defaults() {
    return new ImageLimits(DataSize.ofMegabytes(20), 100_000_000, 20_000);
  }
}
