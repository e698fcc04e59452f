package org.imagecaptioning.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.onnx.EncoderSettings;
import org.imagecaptioning.features.onnx.OnnxEncoders;
import org.imagecaptioning.features.onnx.TinyEncoder;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.Manifest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An encoder to train on.
 *
 * @param description what it takes and gives
 * @param onnx the network; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record EncoderChoice(Manifest.Encoder description, byte[] onnx) {

  /** The encoder of drawn pictures, which comes with the project. */
  public static final String TINY = "tiny";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** The encoder of a model. */
  public static EncoderChoice of(Bundle bundle) {
    return new EncoderChoice(bundle.manifest().encoder(), bundle.encoder());
  }

  /**
   * An encoder that comes with the project.
   *
   * @param name {@link #TINY}, or a shipped model, whose encoder is taken
   * @throws TrainingException if there is none of that name
   */
  public static EncoderChoice named(String name) {
    if (name.equals(TINY)) {
      return new EncoderChoice(
          new Manifest.Encoder(TINY, TinyEncoder.input(), 1, 1024, 1, 1), TinyEncoder.model());
    }
    return of(ShippedBundles.named(name));
  }

  /**
   * An encoder in a file.
   *
   * @param onnx a file {@code x.onnx} that is described by {@code x.json} beside it
   * @throws TrainingException if there is none
   */
  public static EncoderChoice inFile(Path onnx) {
    Path json = onnx.resolveSibling(onnx.getFileName().toString().replaceAll("\\.onnx$", ".json"));
    try {
      return new EncoderChoice(describe(Files.readAllBytes(json)), Files.readAllBytes(onnx));
    } catch (IOException e) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "No encoder %s described by %s can be read: %s".formatted(onnx, json, e),
          e);
    }
  }

  /** Of the network: equal encoders give equal features. */
  public String sha256() {
    return Fingerprint.ofBytes(onnx);
  }

  /** Opens it, one thread an image. */
  FeatureExtractor open(Path natives) {
    return new OnnxEncoders(natives, new EncoderSettings(1)).open(onnx, description.input());
  }

  private static Manifest.Encoder describe(byte[] json) {
    try {
      return MAPPER.readValue(json, Manifest.Encoder.class);
    } catch (JacksonException e) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "The description of the encoder is broken: " + e.getOriginalMessage(),
          e);
    }
  }
}
