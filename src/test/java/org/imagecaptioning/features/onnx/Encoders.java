package org.imagecaptioning.features.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.images.Picture;

/** The encoders of src/test/resources, and pictures for them. */
public final class Encoders {

  /** 8 x 8, pixels as they are: what the encoders of models/encoder/fixtures.py take. */
  static final EncoderInput SMALL =
      new EncoderInput(8, 8, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));

  private Encoders() {}

  /**
   * A process loads ONNX Runtime once: a test whose home goes with it has it loaded from elsewhere
   * first.
   */
  public static void loadRuntimeFromWhereItStays() {
    OnnxEnvironment.get(Path.of("target", "natives"));
  }

  static OnnxEncoders withThreads(int threads) {
    return new OnnxEncoders(Path.of("target", "natives"), new EncoderSettings(threads));
  }

  static FeatureExtractor openTiny() {
    return withThreads(1).open(TinyEncoder.model(), TinyEncoder.input());
  }

  static FeatureExtractor openSmall(String name) {
    return withThreads(1).open(resource(name + ".onnx"), SMALL);
  }

  static byte[] resource(String name) {
    try (InputStream in = Encoders.class.getResourceAsStream("/encoder/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Picture noise(int width, int height, long seed) {
    byte[] rgb = new byte[width * height * 3];
    new SplittableRandom(seed).nextBytes(rgb);
    return new Picture(width, height, rgb);
  }
}
