package org.imagecaptioning.captions;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.imagecaptioning.captioner.Caption;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.models.LoadedModel;
import org.imagecaptioning.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/**
 * The answer of a captioning call.
 *
 * @param seed of the random numbers, with sampling only
 * @param results one an image, in the order of the images
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Captions")
record CaptionsResponse(
    Model model,
    @Schema(description = "Of the random numbers; with strategy=sample only") @Nullable Long seed,
    @Schema(description = "One an image, in the order of the images") List<Result> results) {

  CaptionsResponse {
    results = List.copyOf(results);
  }

  /** The model that answered. */
  @Schema(name = "ModelName")
  record Model(
      @Schema(example = "flickr8k-attention") String name, @Schema(example = "1") String version) {

    static Model of(LoadedModel model) {
      return new Model(model.name(), model.version());
    }
  }

  /** One image's captions, or its problem. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "CaptionsOfImage")
  record Result(
      Image image,
      @Schema(description = "With detail=attention only") @Nullable Grid grid,
      @Schema(description = "Best first") @Nullable List<Text> captions,
      @Nullable Timings timings,
      @Schema(
              implementation = Problem.class,
              description = "Why this image, among others, has no captions")
          @Nullable ProblemDetail problem) {}

  /** What is known of an image; a broken one has but a name. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Image")
  record Image(
      @Schema(example = "dog.jpg", description = "The part's file name") @Nullable String name,
      @Schema(example = "a948904f2f0f479b8f8197694b30184b0d2ed1c1cd2a1ec0fb85d299a192a447")
          @Nullable String sha256,
      @Schema(example = "640", description = "In pixels, upright") @Nullable Integer width,
      @Schema(example = "480", description = "In pixels, upright") @Nullable Integer height) {}

  /** How the places that a model looks at lie on the picture. */
  @Schema(name = "Grid", description = "Of the places that the model looks at")
  record Grid(
      @Schema(example = "7", description = "Rows, from the top") int height,
      @Schema(example = "7", description = "Columns, from the left") int width) {

    static Grid of(org.imagecaptioning.features.Grid grid) {
      return new Grid(grid.height(), grid.width());
    }
  }

  /** One caption. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Caption")
  record Text(
      @Schema(example = "a dog runs through the grass") String text,
      @Schema(example = "-0.77", description = "What it was ranked by; higher is better")
          double score,
      @Schema(example = "-6.21", description = "Natural logarithm of its probability")
          double logProbability,
      @Schema(description = "Whether the model ended it; if not, maxLength did") boolean finished,
      @Schema(
              example = "0.62",
              description =
                  "How likely the caption is good, 0 to 1, as counted on pictures that the model was"
                      + " not trained on; if its bundle says so")
          @Nullable Double confidence,
      @Schema(
              description =
                  "True where the confidence is below the bundle's threshold; else absent")
          @Nullable Boolean uncertain,
      @Schema(description = "With detail only") @Nullable List<Token> tokens) {

    static Text of(Caption caption, LoadedModel model, Detail detail) {
      Vocabulary vocabulary = model.vocabulary();
      Double confidence =
          model.confidence().map(counted -> rounded(counted.of(caption))).orElse(null);
      return new Text(
          vocabulary.decode(caption.indexes()),
          caption.score(),
          caption.logProbability(),
          caption.finished(),
          confidence,
          isUncertain(model, confidence) ? true : null,
          detail == Detail.NONE
              ? null
              : caption.words().stream().map(word -> Token.of(word, vocabulary, detail)).toList());
    }

    private static boolean isUncertain(LoadedModel model, @Nullable Double confidence) {
      return confidence != null && model.confidence().orElseThrow().isUncertain(confidence);
    }

    /** To three decimals. */
    private static double rounded(double confidence) {
      return Math.round(confidence * 1e3) / 1e3;
    }
  }

  /** One word of a caption. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Token")
  record Token(
      @Schema(example = "dog") String text,
      @Schema(
              example = "-0.12",
              description = "Natural logarithm of its probability, given the words before it")
          double logProbability,
      @Schema(
              description =
                  "With detail=attention only: how much the model looked at each place of the grid"
                      + " before the word, row by row; of sum 1",
              example = "[0.0131, 0.00874, 0.20453]")
          @Nullable List<Double> attention) {

    static Token of(Caption.Word word, Vocabulary vocabulary, Detail detail) {
      return new Token(
          vocabulary.word(word.index()), word.logProbability(), detail.attention(word));
    }
  }
}
