package org.imagecaptioning.features.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.Features;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.ImageLimits;
import org.imagecaptioning.images.Picture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/** The shipped encoder, from a file's bytes to features, against models/encoder/expected.py. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EfficientNetTest {

  record Expected(String encoder, int places, int depth, List<Pictured> pictures) {}

  record Pictured(String file, double norm, List<Sample> samples) {}

  record Sample(int place, int channel, double value) {}

  private static final EncoderInput INPUT =
      new EncoderInput(224, 224, List.of(127f, 127f, 127f), List.of(128f, 128f, 128f));

  private final Expected expected =
      JsonMapper.shared().readValue(Encoders.resource("expected.json"), Expected.class);

  private byte @Nullable [] model;
  private @Nullable FeatureExtractor encoder;

  @BeforeAll
  void open() throws IOException {
    model = shipped();
    assumeTrue(
        model != null,
        "No encoder: neither bundles/flickr8k-rnn.zip on the class path nor"
            + " models/encoder/out/efficientnet-lite0.onnx");
    encoder = Encoders.withThreads(2).open(model, INPUT);
  }

  @AfterAll
  void close() {
    if (encoder != null) {
      encoder.close();
    }
  }

  @Test
  void theExpectedNumbersAreOfThisEncoder() throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(model);

    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(expected.encoder());
  }

  @Test
  void featuresAreThoseOfPillowAndPython() {
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    for (Pictured pictured : expected.pictures()) {
      Features features = encoder().extract(decoder.decode(Encoders.resource(pictured.file())));

      assertThat(features.places()).isEqualTo(expected.places());
      assertThat(features.depth()).isEqualTo(expected.depth());
      assertThat(norm(features.values()))
          .as("norm of %s", pictured.file())
          .isCloseTo(pictured.norm(), within(1e-3));
      for (Sample sample : pictured.samples()) {
        assertThat((double) features.values()[sample.place() * 1280 + sample.channel()])
            .as("%s, %s", pictured.file(), sample)
            .isCloseTo(sample.value(), within(1e-3));
      }
    }
  }

  @Test
  void aLargePictureHasTheFeaturesOfASmallOne() {
    Features large = encoder().extract(scene(4000, 3000));
    Features small = encoder().extract(scene(640, 480));

    assertThat(cosine(large.values(), small.values())).isGreaterThan(0.99);
    assertThat(cosine(large.mean(), small.mean())).isGreaterThan(0.99);
  }

  @Test
  void aJpegDecodedSmallerHasTheFeaturesOfAllItsPixels() throws IOException {
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    byte[] bytes = jpeg(scene(4000, 3000));
    Picture smaller = decoder.decode(bytes, 224, 224).picture();
    assertThat(smaller.width()).isEqualTo(1000);

    Features all = encoder().extract(decoder.decode(bytes));
    Features enough = encoder().extract(smaller);
    assertThat(cosine(all.values(), enough.values())).isGreaterThan(0.999);
    assertThat(cosine(all.mean(), enough.mean())).isGreaterThan(0.999);
  }

  private static byte[] jpeg(Picture picture) throws IOException {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    byte[] rgb = picture.rgb();
    for (int y = 0, i = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        image.setRGB(x, y, (rgb[i++] & 0xff) << 16 | (rgb[i++] & 0xff) << 8 | rgb[i++] & 0xff);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", out);
    return out.toByteArray();
  }

  private FeatureExtractor encoder() {
    return Objects.requireNonNull(encoder);
  }

  private static byte @Nullable [] shipped() throws IOException {
    try (InputStream bundle =
        EfficientNetTest.class.getResourceAsStream("/bundles/flickr8k-rnn.zip")) {
      if (bundle != null) {
        ZipInputStream zip = new ZipInputStream(bundle);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          if (entry.getName().equals("encoder.onnx")) {
            return zip.readAllBytes();
          }
        }
      }
    }
    Path exported = Path.of("models", "encoder", "out", "efficientnet-lite0.onnx");
    return Files.exists(exported) ? Files.readAllBytes(exported) : null;
  }

  /** A disc before a sky and striped ground, with edges as sharp as the pixels allow. */
  private static Picture scene(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double u = (x + 0.5) / width;
        double v = (y + 0.5) / height;
        boolean disc = Math.hypot(u - 0.4, (v - 0.5) * height / width) < 0.2;
        boolean stripe = (int) (u * 14 + v * 5) % 2 == 0;
        rgb[i++] = (byte) (disc ? 220 : v < 0.6 ? 90 + 80 * v : stripe ? 60 : 120);
        rgb[i++] = (byte) (disc ? 120 - 90 * v : v < 0.6 ? 150 : stripe ? 130 : 100);
        rgb[i++] = (byte) (disc ? 40 : v < 0.6 ? 230 : 50);
      }
    }
    return new Picture(width, height, rgb);
  }

  private static double norm(float[] values) {
    return Math.sqrt(dot(values, values));
  }

  private static double cosine(float[] a, float[] b) {
    return dot(a, b) / (norm(a) * norm(b));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
