package org.imagecaptioning.captions;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.home.CaptioningHome;
import org.imagecaptioning.layers.Tensor;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.BundleWriter;
import org.imagecaptioning.models.Confidence;
import org.imagecaptioning.models.Confidence.Point;
import org.imagecaptioning.models.EncoderLoader;
import org.imagecaptioning.models.Manifest;
import org.imagecaptioning.models.ModelDescription;
import org.imagecaptioning.models.ModelLease;
import org.imagecaptioning.models.ModelRegistry;
import org.imagecaptioning.models.Precision;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * One small real model, whose weights are drawn by a seed: it says nonsense, always the same.
 * {@code captioning.models.active} chooses which: {@code drawn}, or {@code looking}, with
 * attention.
 */
@TestConfiguration(proxyBeanMethods = false)
class TestModels {

  static final String LOOKING = "looking";

  static final Confidence CONFIDENCE =
      new Confidence("none", "val", 0.5, List.of(new Point(-4, 0.125), new Point(-1, 0.875)), 0.5);

  private static final List<String> WORDS =
      List.of(
          "a", "the", "red", "green", "blue", "dark", "bright", "sky", "grass", "sun", "dog", "cat",
          "runs", "sits", "on", "under", "near", "with", "two", "small");

  /** Opens every encoder as the test's own, once the model is at home. */
  @Bean
  EncoderLoader model(
      CaptioningHome home, ColourGrid encoder, @Value("${captioning.models.active}") String name)
      throws IOException {
    Manifest manifest = manifest(name);
    new BundleWriter()
        .write(
            home.models().resolve(name).resolve("1.zip"),
            new Bundle(manifest, new byte[] {1}, parameters(manifest.captioner()), vocabulary()),
            Precision.F32);
    return (onnx, input) -> encoder;
  }

  /** The registry, counted. */
  @Bean
  @Primary
  LentModels lentModels(@Qualifier("modelRegistry") ModelRegistry models) {
    return new LentModels(models, new AtomicInteger());
  }

  @Bean
  ColourGrid colourGrid(@Value("${captioning.models.active}") String name) {
    return new ColourGrid(places(name));
  }

  private static int places(String name) {
    return name.equals(LOOKING) ? ColourGrid.QUARTERS : 1;
  }

  private static Manifest manifest(String name) {
    int side = name.equals(LOOKING) ? 2 : 1;
    int depth = ColourGrid.NUMBERS / places(name);
    return new Manifest(
        Manifest.FORMAT_VERSION,
        name,
        "1",
        Instant.EPOCH,
        "Nonsense.",
        new Manifest.Encoder("quarters", ColourGrid.INPUT, places(name), depth, side, side),
        new CaptionerConfig(
            Cell.LSTM,
            InitialState.TANH,
            depth,
            8,
            16,
            vocabulary().size(),
            name.equals(LOOKING) ? 5 : 0),
        Manifest.Pooling.MEAN,
        Manifest.Decoding.of(DecodingOptions.defaults()),
        List.of(),
        name.equals(LOOKING) ? Optional.of(CONFIDENCE) : Optional.empty(),
        new Manifest.Training("none", 0, 0, 0, 5, Map.of()),
        "Apache-2.0",
        Map.of());
  }

  private static Vocabulary vocabulary() {
    return Vocabulary.fromCaptions(List.of(WORDS), 1);
  }

  private static Map<String, Tensor> parameters(CaptionerConfig config) {
    Random random = new Random(5);
    return config.shapes().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> tensor(entry.getValue(), random), (a, b) -> a));
  }

  private static Tensor tensor(List<Integer> shape, Random random) {
    float[] values = new float[shape.stream().reduce(1, (a, b) -> a * b)];
    IntStream.range(0, values.length).forEach(i -> values[i] = (float) random.nextGaussian());
    return new Tensor(shape, values);
  }

  /**
   * A registry that counts.
   *
   * @param lent how many models are borrowed now
   */
  record LentModels(ModelRegistry models, AtomicInteger lent) implements ModelRegistry {

    @Override
    public ModelLease acquireActive() {
      return counted(models.acquireActive());
    }

    @Override
    public ModelLease acquire(@Nullable String selector) {
      return counted(models.acquire(selector));
    }

    @Override
    public List<ModelDescription> list() {
      return models.list();
    }

    private ModelLease counted(ModelLease lease) {
      lent.incrementAndGet();
      return new ModelLease(
          lease.model(),
          () -> {
            lease.close();
            lent.decrementAndGet();
          });
    }
  }
}
