package org.imagecaptioning.commands;

import static java.util.Objects.requireNonNullElse;

import org.imagecaptioning.captioner.DecodingOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How captions are chosen, as far as a command line says it. */
final class DecodingArguments {

  @Option(
      names = "--beam-size",
      description = "How many captions a beam search keeps, 1 to 20, instead of the model's own.")
  private @Nullable Integer beamSize;

  @Option(
      names = "--length-penalty",
      description =
          "The exponent of the length by which a caption's log-probability is divided, 0 to 2,"
              + " instead of the model's own: the higher, the longer captions are.")
  private @Nullable Double lengthPenalty;

  @Option(
      names = "--max-length",
      description = "The most words in a caption, 1 to 50, instead of the model's own.")
  private @Nullable Integer maxLength;

  @Option(
      names = "--min-length",
      description = "The fewest words in a caption, instead of the model's own.")
  private @Nullable Integer minLength;

  @Option(
      names = "--no-repeat-trigram",
      arity = "0..1",
      fallbackValue = "true",
      description =
          "Whether three words in a row come only once in a caption: true or false, instead of the"
              + " model's own.")
  private @Nullable Boolean noRepeatTrigram;

  @Option(
      names = "--no-immediate-repeat",
      arity = "0..1",
      fallbackValue = "true",
      description =
          "Whether no word, and no two words in a row, follow themselves at once: true or false,"
              + " instead of the model's own.")
  private @Nullable Boolean noImmediateRepeat;

  /**
   * @param usual what the model does where nothing is said
   * @throws IllegalArgumentException if an option is out of bounds
   */
  DecodingOptions over(DecodingOptions usual) {
    return new DecodingOptions(
        beamSize == null ? usual.strategy() : DecodingOptions.Strategy.BEAM,
        requireNonNullElse(beamSize, usual.beamSize()),
        1,
        requireNonNullElse(maxLength, usual.maxLength()),
        requireNonNullElse(minLength, usual.minLength()),
        requireNonNullElse(lengthPenalty, usual.lengthPenalty()),
        usual.temperature(),
        usual.topK(),
        usual.topP(),
        usual.seed(),
        requireNonNullElse(noRepeatTrigram, usual.noRepeatTrigram()),
        requireNonNullElse(noImmediateRepeat, usual.noImmediateRepeat()));
  }
}
