package org.imagecaptioning.images;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * One known reader for each accepted format, whatever else is registered with ImageIO. They are
 * looked up once: ImageIO's registry belongs to a thread group and may be another one later.
 */
final class Readers {

  private static final Map<ImageFormat, String> IN_THE_JDK =
      Map.of(
          ImageFormat.JPEG, "com.sun.imageio.plugins.jpeg.JPEGImageReaderSpi",
          ImageFormat.PNG, "com.sun.imageio.plugins.png.PNGImageReaderSpi",
          ImageFormat.GIF, "com.sun.imageio.plugins.gif.GIFImageReaderSpi",
          ImageFormat.BMP, "com.sun.imageio.plugins.bmp.BMPImageReaderSpi");

  private final Map<ImageFormat, ImageReaderSpi> providers = new EnumMap<>(ImageFormat.class);

  /**
   * @throws IllegalStateException if this JDK lacks a reader that it should have
   */
  Readers() {
    providers.put(ImageFormat.WEBP, new WebPImageReaderSpi());
    List<ImageReaderSpi> registered = registered();
    IN_THE_JDK.forEach((format, name) -> providers.put(format, byName(registered, name)));
  }

  ImageReader open(ImageFormat format) throws IOException {
    ImageReaderSpi provider = providers.get(format);
    if (provider == null) {
      throw new IllegalArgumentException("There is no reader of " + format.label);
    }
    return provider.createReaderInstance();
  }

  private static List<ImageReaderSpi> registered() {
    Iterator<ImageReaderSpi> all =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
    List<ImageReaderSpi> list = new ArrayList<>();
    all.forEachRemaining(list::add);
    return list;
  }

  private static ImageReaderSpi byName(List<ImageReaderSpi> registered, String name) {
    return registered.stream()
        .filter(provider -> provider.getClass().getName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("This Java lacks %s (java.desktop)".formatted(name)));
  }
}
