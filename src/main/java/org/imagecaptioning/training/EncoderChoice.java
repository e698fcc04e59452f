package org.imagecaptioning.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagecaptioning.features.onnx.TinyEncoder;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.Manifest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An encoder to train on.
 *
 * @param description what it takes and gives
 * @param onnx the network
 */
@SuppressWarnings("ArrayRecordComponent")
record EncoderChoice(Manifest.Encoder description, byte[] onnx) {

  /** The encoder of drawn pictures, which comes with the project. */
  static final String TINY = "tiny";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /**
   * @param choice {@link #TINY}; a file {@code x.onnx} that is described by {@code x.json} beside
   *     it; a bundle {@code x.zip}, whose encoder is taken; or the name of a shipped model
   * @throws TrainingException if it is none of these
   */
  static EncoderChoice of(String choice) {
    try {
      if (choice.equals(TINY)) {
        return new EncoderChoice(
            new Manifest.Encoder(TINY, TinyEncoder.input(), 1, 1024, 1, 1), TinyEncoder.model());
      }
      if (choice.endsWith(".onnx")) {
        Path onnx = Path.of(choice);
        Path json = Path.of(choice.substring(0, choice.length() - ".onnx".length()) + ".json");
        return new EncoderChoice(describe(Files.readAllBytes(json)), Files.readAllBytes(onnx));
      }
      Bundle bundle = ShippedBundles.read(choice);
      return new EncoderChoice(bundle.manifest().encoder(), bundle.encoder());
    } catch (IOException e) {
      throw new TrainingException(
          "No encoder \"%s\": it is \"tiny\", x.onnx with x.json beside it, a bundle x.zip or a shipped model (%s)"
              .formatted(choice, e.getMessage()),
          e);
    }
  }

  String sha256() {
    return Fingerprint.ofBytes(onnx);
  }

  private static Manifest.Encoder describe(byte[] json) {
    try {
      return MAPPER.readValue(json, Manifest.Encoder.class);
    } catch (JacksonException e) {
      throw new TrainingException(
          "The description of the encoder is broken: " + e.getOriginalMessage(), e);
    }
  }
}
