package org.imagecaptioning.images;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.imagecaptioning.images.ImageException.Reason;

/**
 * Turns the bytes of a JPEG, PNG, GIF (first frame), BMP or WebP (first frame) into pixels. What a
 * file claims is checked first, and the readers see only a cleaned copy of it. Colour profiles are
 * ignored, as where the shipped encoders were trained. Safe for many threads at once.
 */
public final class ImageDecoder {

  private final ImageLimits limits;
  private final MemoryBudget memory;
  private final Readers readers = new Readers();

  /** Decodes within half of the heap. Make it on the main thread, once. */
  public ImageDecoder(ImageLimits limits) {
    this(limits, MemoryBudget.ofHeap());
  }

  ImageDecoder(ImageLimits limits, MemoryBudget memory) {
    this.limits = limits;
    this.memory = memory;
  }

  /**
   * @param bytes a whole file; not changed
   * @return upright, over white
   * @throws ImageException for whatever is wrong with the file
   */
  public Picture decode(byte[] bytes) {
    return decode(bytes, Integer.MAX_VALUE, Integer.MAX_VALUE).picture();
  }

  /**
   * Decodes for somebody who will resize the picture anyway. A JPEG that is much larger than what
   * is needed is decoded at an eighth, a quarter or half of its size, but at no less than twice of
   * what is needed: its features are the same for every practical purpose.
   *
   * @param bytes a whole file; not changed
   * @param width that the picture will be resized to, in pixels
   * @param height that the picture will be resized to, in pixels
   * @throws ImageException for whatever is wrong with the file
   */
  public DecodedImage decode(byte[] bytes, int width, int height) {
    checkBytes(bytes.length);
    ImageFormat format = ImageFormat.of(bytes);
    if (!format.isAccepted()) {
      throw new ImageException(
          Reason.UNSUPPORTED,
          "The image is %s; send JPEG, PNG, GIF, BMP or WebP".formatted(format.label));
    }
    try {
      Outline outline = outline(format, bytes);
      checkPixels(outline);
      try (MemoryBudget.Share share = memory.take(outline.pixels() * outline.bytesPerPixel())) {
        Picture picture = read(format, outline, enough(width), enough(height));
        Orientation up = outline.orientation();
        return new DecodedImage(
            picture,
            up.width(outline.width(), outline.height()),
            up.height(outline.width(), outline.height()));
      }
    } catch (ImageException known) {
      throw known;
    } catch (IndexOutOfBoundsException e) {
      throw broken(format, "is cut off or damaged", e);
    } catch (IOException | RuntimeException e) {
      // Readers answer damage with any of these, from NegativeArraySize to ClassCast.
      throw broken(format, "cannot be decoded: it is damaged or cut off", e);
    }
  }

  private static int enough(int side) {
    return (int) Math.min(2L * side, Integer.MAX_VALUE);
  }

  private void checkBytes(int length) {
    if (length == 0) {
      throw new ImageException(Reason.EMPTY, "The image has no bytes");
    }
    if (length > limits.maxBytes().toBytes()) {
      throw new ImageException(
          Reason.TOO_LARGE,
          "The image has %d bytes; at most %d are taken"
              .formatted(length, limits.maxBytes().toBytes()));
    }
  }

  private static Outline outline(ImageFormat format, byte[] bytes) {
    return switch (format) {
      case JPEG -> JpegOutline.of(bytes);
      case PNG -> PngOutline.of(bytes);
      case GIF -> GifOutline.of(bytes);
      case BMP -> BmpOutline.of(bytes);
      case WEBP -> WebpOutline.of(bytes);
      default -> throw new IllegalArgumentException(format.label + " is not accepted");
    };
  }

  private void checkPixels(Outline outline) {
    if (outline.width() < 1 || outline.height() < 1) {
      throw ImageException.broken(
          "The image is %d x %d pixels".formatted(outline.width(), outline.height()));
    }
    if (Math.max(outline.width(), outline.height()) > limits.maxSide()
        || outline.pixels() > limits.maxPixels()) {
      throw new ImageException(
          Reason.TOO_MANY_PIXELS,
          "The image is %d x %d pixels; at most %d a side and %d in all are taken"
              .formatted(outline.width(), outline.height(), limits.maxSide(), limits.maxPixels()));
    }
  }

  private Picture read(ImageFormat format, Outline outline, int width, int height)
      throws IOException {
    if (format == ImageFormat.JPEG) {
      int reduction = NativeJpeg.reduction(outline, width, height);
      Optional<Picture> picture = NativeJpeg.decode(outline, reduction);
      if (picture.isPresent()) {
        return picture.get();
      }
    }
    return read(format, outline);
  }

  private Picture read(ImageFormat format, Outline outline) throws IOException {
    ImageReader reader = readers.open(format);
    try (ImageInputStream input = new ByteArrayImageInputStream(outline.bytes())) {
      CutOffListener listener = new CutOffListener();
      reader.addIIOReadWarningListener(listener);
      reader.setInput(input, true, true);
      checkSize(reader, outline);
      Picture picture = paint(format, reader, outline);
      listener.check(format);
      return picture;
    } finally {
      reader.dispose();
    }
  }

  /** A reader that sees another size than was checked would take memory that was not. */
  private static void checkSize(ImageReader reader, Outline outline) throws IOException {
    if (reader.getWidth(0) != outline.frame().width()
        || reader.getHeight(0) != outline.frame().height()) {
      throw ImageException.broken("The image's headers contradict each other about its size");
    }
  }

  private static Picture paint(ImageFormat format, ImageReader reader, Outline outline)
      throws IOException {
    if (format == ImageFormat.JPEG && outline.inks() != Outline.Inks.NONE) {
      boolean ycck = outline.inks() == Outline.Inks.YCCK;
      return Canvas.paint(PixelRows.ofInks(reader.readRaster(0, null), ycck), outline);
    }
    return Canvas.paint(reader.read(0), outline);
  }

  private static ImageException broken(ImageFormat format, String how, Exception cause) {
    String message = "The %s %s".formatted(format.label, how);
    return new ImageException(Reason.BROKEN, message, cause);
  }
}
