package org.imagecaptioning.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.imagecaptioning.features.EncoderException;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.dl4j.ConfiguredEncoders;
import org.imagecaptioning.features.dl4j.Dl4jFeatureExtractor;
import org.imagecaptioning.features.onnx.EncoderSettings;
import org.imagecaptioning.features.onnx.OnnxEncoders;
import org.imagecaptioning.features.onnx.TinyEncoder;
import org.imagecaptioning.hashes.Sha256;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.Manifest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An encoder to train on.
 *
 * @param description what it takes and gives
 * @param onnx the network, empty if it is a configured one; not copied
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
   * An encoder of the configuration. Opens it once, to learn what it gives.
   *
   * @throws TrainingException if there is none of that name, or it does not run
   */
  public static EncoderChoice configured(ConfiguredEncoders encoders, String name) {
    try (Dl4jFeatureExtractor encoder = encoders.open(name)) {
      int rows = encoder.gridHeight();
      Manifest.Encoder description =
          new Manifest.Encoder(
              name,
              encoder.input(),
              encoder.places(),
              encoder.depth(),
              rows,
              encoder.places() / rows,
              Optional.of(encoders.describe(name)));
      return new EncoderChoice(description, new byte[0]);
    } catch (EncoderException e) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS, String.valueOf(e.getMessage()), e);
    }
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

  /** Whether a model sees by this network. */
  boolean isOf(Bundle model) {
    return of(model).sha256().equals(sha256());
  }

  /** Of the network: equal encoders give equal features. */
  public String sha256() {
    return description
        .network()
        .map(network -> new Fingerprint().add(network + " of " + description.input()).hex())
        .orElseGet(() -> Sha256.of(onnx));
  }

  /**
   * Opens it, one thread an image.
   *
   * @throws TrainingException if it is a configured one, and another is configured now
   */
  FeatureExtractor open(TrainingFolders folders) {
    if (description.network().isEmpty()) {
      return new OnnxEncoders(folders.natives(), new EncoderSettings(1))
          .open(onnx, description.input());
    }
    try {
      return folders.networks().open(description.network().get(), description.input());
    } catch (EncoderException e) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS, String.valueOf(e.getMessage()), e);
    }
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
