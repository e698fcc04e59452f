package org.imagecaptioning.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.features.ConfiguredNetwork;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.names.Names;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says of itself, as {@code manifest.json}.
 *
 * @param formatVersion of the bundle: {@link #FORMAT_VERSION}
 * @param name of the model, matches {@link #NAME}, not one of {@link #RESERVED_NAMES}
 * @param version of the model: digits, the first not 0, compared as numbers
 * @param created when it was trained
 * @param description one or a few sentences for people
 * @param encoder what {@code encoder.onnx}, or the network in its place, takes and gives
 * @param captioner the network that {@code captioner.safetensors} holds the weights of
 * @param pooling how the encoder's grid becomes the captioner's feature vector
 * @param decoding how captions are chosen where a request does not say
 * @param scores what it reached
 * @param confidence how far its captions can be trusted, if that was counted
 * @param training what it was trained on, and how
 * @param licence of the weights
 * @param sha256 in hexadecimal, of every entry but this one; empty until the bundle is written
 */
public record Manifest(
    int formatVersion,
    String name,
    String version,
    Instant created,
    String description,
    Encoder encoder,
    CaptionerConfig captioner,
    Pooling pooling,
    Decoding decoding,
    List<Score> scores,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Confidence> confidence,
    Training training,
    String licence,
    Map<String, String> sha256) {

  /** The format that is written and read. */
  public static final int FORMAT_VERSION = 1;

  /** What a model's version looks like. */
  public static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

  /** Names that mean something else where a model's name is expected. */
  public static final List<String> RESERVED_NAMES = List.of("active", "rollback");

  /** The training option that says what made the model. */
  private static final String ORIGIN = "origin";

  /** One that does not say how far its captions can be trusted. */
  public Manifest(
      int formatVersion,
      String name,
      String version,
      Instant created,
      String description,
      Encoder encoder,
      CaptionerConfig captioner,
      Pooling pooling,
      Decoding decoding,
      List<Score> scores,
      Training training,
      String licence,
      Map<String, String> sha256) {
    this(
        formatVersion,
        name,
        version,
        created,
        description,
        encoder,
        captioner,
        pooling,
        decoding,
        scores,
        Optional.empty(),
        training,
        licence,
        sha256);
  }

  public Manifest {
    if (formatVersion != FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "The format version is %d, not %d".formatted(FORMAT_VERSION, formatVersion));
    }
    if (!Names.isOne(name) || RESERVED_NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "A model's name matches %s and is none of %s, not \"%s\""
              .formatted(Names.FORM, RESERVED_NAMES, name));
    }
    if (!VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException(
          "A model's version matches %s, not \"%s\"".formatted(VERSION, version));
    }
    if (encoder.depth() != captioner.features()) {
      throw new IllegalArgumentException(
          "The captioner takes %d features, the encoder gives %d"
              .formatted(captioner.features(), encoder.depth()));
    }
    scores = List.copyOf(scores);
    sha256 = sorted(sha256);
  }

  /** {@code name:version}. */
  public String selector() {
    return ModelKey.of(this).toString();
  }

  /** The same manifest with these hashes. */
  Manifest withSha256(Map<String, String> hashes) {
    return with(version, decoding, scores, confidence, training, hashes);
  }

  /** The same manifest of another version. */
  Manifest withVersion(String other) {
    return with(other, decoding, scores, confidence, training, sha256);
  }

  /** What made the model, if it was made here: a job, say. */
  Optional<String> origin() {
    return Optional.ofNullable(training.options().get(ORIGIN));
  }

  /**
   * The same manifest, made by this.
   *
   * @param origin null for nothing of this place
   */
  Manifest withOrigin(@Nullable String origin) {
    Map<String, String> options = new TreeMap<>(training.options());
    options.remove(ORIGIN);
    if (origin != null) {
      options.put(ORIGIN, origin);
    }
    return with(version, decoding, scores, confidence, training.withOptions(options), sha256);
  }

  /** The same manifest, which says how far its captions can be trusted. */
  public Manifest calibrated(Confidence counted) {
    return with(version, decoding, scores, Optional.of(counted), training, sha256);
  }

  /** The same manifest, of a model that chooses captions so where a request does not say. */
  public Manifest decodingBy(Decoding other) {
    return with(version, other, scores, confidence, training, sha256);
  }

  /** The same manifest with this score, in place of what it said of the same split. */
  public Manifest scored(Score score) {
    List<Score> all = new ArrayList<>(scores);
    all.replaceAll(before -> before.isOfSplitOf(score) ? score : before);
    if (!all.contains(score)) {
      all.add(score);
    }
    return with(version, decoding, all, confidence, training, sha256);
  }

  private Manifest with(
      String otherVersion,
      Decoding otherDecoding,
      List<Score> otherScores,
      Optional<Confidence> otherConfidence,
      Training otherTraining,
      Map<String, String> hashes) {
    return new Manifest(
        formatVersion,
        name,
        otherVersion,
        created,
        description,
        encoder,
        captioner,
        pooling,
        otherDecoding,
        otherScores,
        otherConfidence,
        otherTraining,
        licence,
        hashes);
  }

  private static <V> Map<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(map)));
  }

  /** How a grid of features becomes one vector. */
  public enum Pooling {
    /** The mean over all places. */
    MEAN
  }

  /**
   * The convolutional network.
   *
   * @param name of the architecture and its weights, for people
   * @param input what it takes
   * @param places L, rows of the grid from the top, then columns from the left
   * @param depth D, the channels of each place
   * @param gridHeight rows of the grid
   * @param gridWidth columns of the grid
   * @param network where the network is, if it is not in the bundle but in the configuration of
   *     whoever uses it
   */
  public record Encoder(
      String name,
      EncoderInput input,
      int places,
      int depth,
      int gridHeight,
      int gridWidth,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<ConfiguredNetwork> network) {

    /** One that the bundle brings. */
    public Encoder(
        String name, EncoderInput input, int places, int depth, int gridHeight, int gridWidth) {
      this(name, input, places, depth, gridHeight, gridWidth, Optional.empty());
    }

    public Encoder {
      if (depth < 1 || gridHeight < 1 || gridWidth < 1) {
        throw new IllegalArgumentException(
            "An encoder gives at least 1 place with 1 channel, not %d x %d places with %d"
                .formatted(gridHeight, gridWidth, depth));
      }
      if (places != (long) gridHeight * gridWidth) {
        throw new IllegalArgumentException(
            "A grid of %d x %d has %d places, not %d"
                .formatted(gridHeight, gridWidth, (long) gridHeight * gridWidth, places));
      }
      if (!Stream.of(input.mean(), input.std()).flatMap(List::stream).allMatch(Float::isFinite)) {
        throw new IllegalArgumentException(
            "Means and deviations are finite, not %s and %s".formatted(input.mean(), input.std()));
      }
    }
  }

  /** The decoding options that a model has defaults of; the others are a request's alone. */
  public record Decoding(
      DecodingOptions.Strategy strategy,
      int beamSize,
      int maxLength,
      int minLength,
      double lengthPenalty,
      boolean noRepeatTrigram,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean noImmediateRepeat) {

    /** With the checks of {@link DecodingOptions}. */
    public Decoding {
      options(
          strategy,
          beamSize,
          maxLength,
          minLength,
          lengthPenalty,
          noRepeatTrigram,
          noImmediateRepeat);
    }

    /** The defaults of these options. */
    public static Decoding of(DecodingOptions options) {
      return new Decoding(
          options.strategy(),
          options.beamSize(),
          options.maxLength(),
          options.minLength(),
          options.lengthPenalty(),
          options.noRepeatTrigram(),
          options.noImmediateRepeat());
    }

    /** All options, one candidate. */
    public DecodingOptions options() {
      return options(
          strategy,
          beamSize,
          maxLength,
          minLength,
          lengthPenalty,
          noRepeatTrigram,
          noImmediateRepeat);
    }

    private static DecodingOptions options(
        DecodingOptions.Strategy strategy,
        int beamSize,
        int maxLength,
        int minLength,
        double lengthPenalty,
        boolean noRepeatTrigram,
        boolean noImmediateRepeat) {
      DecodingOptions rest = DecodingOptions.defaults();
      return new DecodingOptions(
          strategy,
          beamSize,
          rest.candidates(),
          maxLength,
          minLength,
          lengthPenalty,
          rest.temperature(),
          rest.topK(),
          rest.topP(),
          rest.seed(),
          noRepeatTrigram,
          noImmediateRepeat);
    }
  }

  /**
   * What the model reached on one split.
   *
   * @param dataset its name
   * @param split its name
   * @param decoding how the captions were chosen, for people
   * @param metrics value by name, as {@code CIDEr} to {@code 0.61}
   */
  public record Score(String dataset, String split, String decoding, Map<String, Double> metrics) {

    public Score {
      metrics = sorted(metrics);
      if (!metrics.values().stream().allMatch(Double::isFinite)) {
        throw new IllegalArgumentException("Scores are finite, not " + metrics);
      }
    }

    private boolean isOfSplitOf(Score other) {
      return dataset.equals(other.dataset) && split.equals(other.split);
    }
  }

  /**
   * How the model was made.
   *
   * @param dataset its name
   * @param images trained on
   * @param captions trained on
   * @param epochs of the training
   * @param seed of the training
   * @param options all else that was given to the training
   */
  public record Training(
      String dataset,
      int images,
      int captions,
      int epochs,
      long seed,
      Map<String, String> options) {

    public Training {
      options = sorted(options);
    }

    Training withOptions(Map<String, String> other) {
      return new Training(dataset, images, captions, epochs, seed, other);
    }
  }
}
