package org.imagecaptioning.captions;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.imagecaptioning.captioner.Caption;
import org.imagecaptioning.models.LoadedModel;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.jspecify.annotations.Nullable;

/** What is told of each word. */
enum Detail {
  /** Nothing: the words come as one text. */
  NONE,
  /** Its log-probability. */
  TOKENS,
  /** Its log-probability, and where the model looked before it. */
  ATTENTION;

  /** To five decimals: a place of a grid of 7 x 7 has 0.02 on average. */
  private static final double DECIMALS = 1e5;

  /**
   * @param value of the query, null where there is none
   */
  static Detail of(@Nullable String value) {
    return switch (Objects.requireNonNullElse(value, "none")) {
      case "tokens" -> TOKENS;
      case "attention" -> ATTENTION;
      default -> {
        if (value != null) {
          throw Numbers.invalid("detail", "tokens or attention", value);
        }
        yield NONE;
      }
    };
  }

  /**
   * @throws ProblemException if the model has no attention
   */
  static void checkAttends(LoadedModel model) {
    if (!model.attends()) {
      throw new ProblemException(
          ProblemType.NO_ATTENTION,
          "%s:%s looks at the picture as a whole and has no attention to show;"
                  .formatted(model.name(), model.version())
              + " detail=tokens gives each word's log-probability.");
    }
  }

  /** Null where it is not told. */
  @Nullable Double logProbability(Caption.Word word) {
    return this == NONE ? null : word.logProbability();
  }

  /** Weights of the places, rounded; null where they are not told. */
  @Nullable List<Double> attention(Caption.Word word) {
    if (this != ATTENTION) {
      return null;
    }
    float[] weights = word.attention();
    return IntStream.range(0, weights.length)
        .mapToObj(place -> Math.round(weights[place] * DECIMALS) / DECIMALS)
        .toList();
  }
}
