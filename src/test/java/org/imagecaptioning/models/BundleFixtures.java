package org.imagecaptioning.models;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.layers.Tensor;

/** Small whole bundles. */
final class BundleFixtures {

  static final Vocabulary VOCABULARY =
      new Vocabulary(List.of("<NULL>", "<START>", "<END>", "<UNK>", "a", "chien", "où"));

  private BundleFixtures() {}

  static Manifest manifest(String name, String version) {
    return manifest(
        name,
        version,
        new Manifest.Encoder(
            "mean-colour",
            new EncoderInput(4, 2, List.of(127f, 127.5f, 0f), List.of(128f, 1f, 0.5f)),
            2,
            3,
            1,
            2));
  }

  /**
   * @param encoder gives 3 features
   */
  static Manifest manifest(String name, String version, Manifest.Encoder encoder) {
    return new Manifest(
        1,
        name,
        version,
        Instant.parse("2026-11-23T10:15:30Z"),
        "Says a colour.",
        encoder,
        new CaptionerConfig(Cell.LSTM, InitialState.TANH_WITH_CELL, 3, 4, 5, VOCABULARY.size()),
        Manifest.Pooling.MEAN,
        Manifest.Decoding.of(DecodingOptions.defaults()),
        List.of(
            new Manifest.Score("colours", "val", "beam 3", Map.of("CIDEr", 0.5, "BLEU-4", 1.0))),
        new Manifest.Training("colours", 10, 50, 3, 7L, Map.of("cell", "lstm")),
        "Apache-2.0",
        Map.of());
  }

  static Bundle bundle(String name, String version) {
    return bundle(name, version, "encoder of " + name);
  }

  static Bundle bundle(String name, String version, String encoder) {
    Manifest manifest = manifest(name, version);
    return new Bundle(
        manifest,
        encoder.getBytes(StandardCharsets.UTF_8),
        parameters(manifest.captioner(), Integer.parseInt(version)),
        VOCABULARY);
  }

  static Map<String, Tensor> parameters(CaptionerConfig config, long seed) {
    Random random = new Random(seed);
    Map<String, Tensor> parameters = new TreeMap<>();
    config.shapes().forEach((name, shape) -> parameters.put(name, tensor(shape, random)));
    return parameters;
  }

  static Tensor tensor(List<Integer> shape, Random random) {
    float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return new Tensor(shape, values);
  }
}
