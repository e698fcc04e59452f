package org.imagecaptioning.captions;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.imagecaptioning.captioner.Captioner;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.layers.Tensor;
import org.imagecaptioning.models.LoadedModel;
import org.imagecaptioning.models.ModelDescription;
import org.imagecaptioning.models.ModelLease;
import org.imagecaptioning.models.ModelRegistry;
import org.imagecaptioning.models.UnknownModelException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** One small real model, whose weights are drawn by a seed: it says nonsense, always the same. */
@TestConfiguration(proxyBeanMethods = false)
class TestModels {

  static final String NAME = "drawn";

  private static final List<String> WORDS =
      List.of(
          "a", "the", "red", "green", "blue", "dark", "bright", "sky", "grass", "sun", "dog", "cat",
          "runs", "sits", "on", "under", "near", "with", "two", "small");

  @Bean
  @Primary
  ModelRegistry drawnModel(ColourGrid encoder) {
    LoadedModel model =
        new LoadedModel(NAME, "1", encoder, captioner(), vocabulary(), DecodingOptions.defaults());
    return new OneModel(model, new AtomicInteger());
  }

  @Bean
  ColourGrid colourGrid() {
    return new ColourGrid();
  }

  private static Vocabulary vocabulary() {
    return Vocabulary.fromCaptions(List.of(WORDS), 1);
  }

  private static Captioner captioner() {
    CaptionerConfig config =
        new CaptionerConfig(
            Cell.LSTM, InitialState.TANH, ColourGrid.DEPTH, 8, 16, vocabulary().size());
    Random random = new Random(5);
    Map<String, Tensor> parameters =
        config.shapes().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, entry -> tensor(entry.getValue(), random), (a, b) -> a));
    return new Captioner(config, parameters);
  }

  private static Tensor tensor(List<Integer> shape, Random random) {
    float[] values = new float[shape.stream().reduce(1, (a, b) -> a * b)];
    IntStream.range(0, values.length).forEach(i -> values[i] = (float) random.nextGaussian());
    return new Tensor(shape, values);
  }

  /**
   * @param lent how often it is borrowed now
   */
  record OneModel(LoadedModel model, AtomicInteger lent) implements ModelRegistry {

    @Override
    public ModelLease acquireActive() {
      lent.incrementAndGet();
      return new ModelLease(model, lent::decrementAndGet);
    }

    @Override
    public ModelLease acquire(@Nullable String selector) {
      if (selector == null || selector.isEmpty() || selector.startsWith(NAME)) {
        return acquireActive();
      }
      throw new UnknownModelException(
          "There is no model '%s'; there is %s:1".formatted(selector, NAME));
    }

    @Override
    public List<ModelDescription> list() {
      return List.of();
    }
  }
}
