package org.imagecaptioning.captions;

import static java.util.Objects.requireNonNullElse;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.DecodingOptions.Strategy;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.imagecaptioning.web.QueryParameters;
import org.jspecify.annotations.Nullable;

/**
 * The query of a captioning call. Each value was checked by itself; null where none was given.
 *
 * @param model name or name:version
 * @param detail what is wanted of each word
 */
record CaptionQuery(
    @Nullable String model,
    @Nullable Strategy strategy,
    @Nullable Integer beamSize,
    @Nullable Integer candidates,
    @Nullable Integer maxLength,
    @Nullable Integer minLength,
    @Nullable Double lengthPenalty,
    @Nullable Double temperature,
    @Nullable Integer topK,
    @Nullable Double topP,
    @Nullable Long seed,
    Detail detail) {

  /** The greatest whole number that every JSON reader keeps exact. */
  static final long GREATEST_SEED = (1L << 53) - 1;

  static final List<String> NAMES =
      List.of(
          "model",
          "strategy",
          "beamSize",
          "candidates",
          "maxLength",
          "minLength",
          "lengthPenalty",
          "temperature",
          "topK",
          "topP",
          "seed",
          "detail");

  /**
   * @param query as in the URI, encoded; null if there is none
   * @throws ProblemException if a parameter is unknown, twice there or out of range
   */
  static CaptionQuery of(@Nullable String query) {
    Numbers values = new Numbers(QueryParameters.of(query, NAMES));
    return new CaptionQuery(
        values.text("model"),
        strategy(values.text("strategy")),
        values.whole("beamSize", 1, DecodingOptions.MOST_CANDIDATES),
        values.whole("candidates", 1, DecodingOptions.MOST_CANDIDATES),
        values.whole("maxLength", 1, DecodingOptions.LONGEST),
        values.whole("minLength", 1, DecodingOptions.LONGEST),
        values.real("lengthPenalty", 0, 2),
        values.real("temperature", 0.01, 10),
        values.whole("topK", 0, Integer.MAX_VALUE),
        values.real("topP", Double.MIN_VALUE, 1),
        values.wholeLong("seed", 0, GREATEST_SEED),
        Detail.of(values.text("detail")));
  }

  /**
   * How captions are chosen: what the query says, and where it does not, what the model says, as
   * far as the query leaves room for it.
   *
   * @param seeds gives a seed where sampling was asked for without one
   * @throws ProblemException if two parameters do not go together
   */
  DecodingOptions options(DecodingOptions defaults, LongSupplier seeds) {
    Strategy chosen = requireNonNullElse(strategy, defaults.strategy());
    int beam = requireNonNullElse(beamSize, defaults.beamSize());
    int longest =
        requireNonNullElse(
            maxLength, Math.max(defaults.maxLength(), requireNonNullElse(minLength, 1)));
    int most =
        switch (chosen) {
          case BEAM -> beam;
          case GREEDY -> 1;
          case SAMPLE -> DecodingOptions.MOST_CANDIDATES;
        };
    try {
      return new DecodingOptions(
          chosen,
          beam,
          requireNonNullElse(candidates, Math.min(defaults.candidates(), most)),
          longest,
          requireNonNullElse(minLength, Math.min(defaults.minLength(), longest)),
          requireNonNullElse(lengthPenalty, defaults.lengthPenalty()),
          requireNonNullElse(temperature, defaults.temperature()),
          requireNonNullElse(topK, defaults.topK()),
          requireNonNullElse(topP, defaults.topP()),
          seed != null ? seed : chosen == Strategy.SAMPLE ? seeds.getAsLong() : defaults.seed(),
          defaults.noRepeatTrigram(),
          defaults.noImmediateRepeat());
    } catch (IllegalArgumentException conflict) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "With strategy=%s and beamSize=%d: %s."
              .formatted(lower(chosen), beam, conflict.getMessage()),
          conflict);
    }
  }

  /** Whether the same query gives the same words again. */
  boolean isRepeatable(DecodingOptions options) {
    return seed != null || options.strategy() != Strategy.SAMPLE;
  }

  private static @Nullable Strategy strategy(@Nullable String value) {
    if (value == null) {
      return null;
    }
    return Arrays.stream(Strategy.values())
        .filter(strategy -> lower(strategy).equals(value))
        .findFirst()
        .orElseThrow(() -> Numbers.invalid("strategy", "beam, greedy or sample", value));
  }

  private static String lower(Strategy strategy) {
    return strategy.name().toLowerCase(Locale.ROOT);
  }
}
