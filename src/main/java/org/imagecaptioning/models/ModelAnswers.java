package org.imagecaptioning.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.features.ConfiguredNetwork;
import org.imagecaptioning.models.ModelDescription.Origin;
import org.jspecify.annotations.Nullable;

/** What calls on /models are answered with. */
final class ModelAnswers {

  private ModelAnswers() {}

  /** All models, one row a version. */
  @Schema(name = "Models")
  record Models(List<Row> models) {}

  /** All versions of a model. */
  @Schema(name = "ModelVersions")
  record Versions(
      @Schema(example = "flickr8k-attention") String name,
      @Schema(description = "Newest first") List<Row> versions) {}

  /** What a rollback did. */
  @Schema(name = "Rollback")
  record RolledBack(
      @Schema(description = "The model that answers now") Row active,
      @Schema(
              example = "[\"mine:2 was deleted\"]",
              description = "Models that were active in between and cannot answer any more")
          List<String> skipped) {}

  /** One version of a model. */
  @Schema(name = "Model")
  record Row(
      @Schema(example = "flickr8k-attention") String name,
      @Schema(example = "1") String version,
      @Schema(description = "Whether it answers where a call names no model") boolean active,
      @Schema(description = "Whether it comes with the service, and cannot be deleted")
          boolean shipped,
      Instant created,
      @Schema(example = "lstm") String cell,
      @Schema(example = "16464698", description = "Of the bundle") long sizeBytes,
      List<Score> scores) {

    static Row of(ModelDescription model) {
      return new Row(
          model.name(),
          model.version(),
          model.active(),
          model.origin() == Origin.SHIPPED,
          model.created(),
          word(model.cell()),
          model.sizeBytes(),
          model.scores().stream().map(Score::of).toList());
    }
  }

  /** What a model reached. */
  @Schema(name = "Score")
  record Score(
      @Schema(example = "flickr8k") String dataset,
      @Schema(example = "test") String split,
      @Schema(example = "beam 3", description = "How captions were chosen") String decoding,
      @Schema(example = "{\"BLEU-4\": 0.2037, \"CIDEr\": 0.4807}") Map<String, Double> metrics) {

    static Score of(Manifest.Score score) {
      return new Score(score.dataset(), score.split(), score.decoding(), score.metrics());
    }
  }

  /** All that a model says of itself. */
  @Schema(name = "ModelCard")
  record Card(
      @JsonUnwrapped Row model,
      String description,
      @Schema(example = "Apache-2.0") String licence,
      Encoder encoder,
      Network network,
      Decoding decoding,
      Training training,
      @Schema(description = "Of each entry of the bundle but the manifest")
          Map<String, String> sha256) {

    static Card of(StoredModel stored) {
      Manifest manifest = stored.manifest();
      return new Card(
          Row.of(stored.description()),
          manifest.description(),
          manifest.licence(),
          Encoder.of(manifest.encoder()),
          Network.of(manifest.captioner()),
          Decoding.of(manifest.decoding()),
          Training.of(manifest.training()),
          manifest.sha256());
    }
  }

  /** Pixels to features. */
  @Schema(name = "Encoder")
  record Encoder(
      @Schema(example = "EfficientNet-Lite0, ImageNet weights (Apache-2.0)") String name,
      @Schema(example = "224", description = "Pixels that pictures are squashed to") int width,
      @Schema(example = "224", description = "Pixels that pictures are squashed to") int height,
      @Schema(example = "49", description = "Of the grid of features") int places,
      @Schema(example = "1280", description = "Numbers of each place") int depth,
      @Schema(
              example = "vgg16",
              description = "Of the service's configuration, if the bundle brings no encoder")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable String configured) {

    static Encoder of(Manifest.Encoder encoder) {
      return new Encoder(
          encoder.name(),
          encoder.input().width(),
          encoder.input().height(),
          encoder.places(),
          encoder.depth(),
          encoder.network().map(ConfiguredNetwork::name).orElse(null));
    }
  }

  /** Features to words. */
  @Schema(name = "Network")
  record Network(
      @Schema(example = "lstm") String cell,
      @Schema(example = "tanh_with_cell") String initialState,
      @Schema(example = "1280") int features,
      @Schema(example = "256", description = "Numbers of a word's vector") int embedding,
      @Schema(example = "512", description = "Numbers of the hidden state") int hidden,
      @Schema(example = "2540", description = "Words, the four special ones among them")
          int vocabulary,
      @Schema(
              example = "256",
              description =
                  "Numbers of a place's key; 0: it sees the mean of the places, and has no attention")
          int attention) {

    static Network of(CaptionerConfig config) {
      return new Network(
          word(config.cell()),
          word(config.initialState()),
          config.features(),
          config.embedding(),
          config.hidden(),
          config.vocabulary(),
          config.attention());
    }
  }

  /** How captions are chosen where a call does not say. */
  @Schema(name = "DecodingDefaults")
  record Decoding(
      @Schema(example = "beam") String strategy,
      @Schema(example = "3") int beamSize,
      @Schema(example = "20") int maxLength,
      @Schema(example = "1") int minLength,
      @Schema(example = "0.7") double lengthPenalty,
      boolean noRepeatTrigram,
      boolean noImmediateRepeat) {

    static Decoding of(Manifest.Decoding decoding) {
      return new Decoding(
          word(decoding.strategy()),
          decoding.beamSize(),
          decoding.maxLength(),
          decoding.minLength(),
          decoding.lengthPenalty(),
          decoding.noRepeatTrigram(),
          decoding.noImmediateRepeat());
    }
  }

  /** How the model was made. */
  @Schema(name = "TrainingOfModel")
  record Training(
      @Schema(example = "flickr8k") String dataset,
      int images,
      int captions,
      int epochs,
      long seed,
      @Schema(
              example = "{\"batchSize\": \"64\"}",
              description = "All else; `origin` is the job that made it, if one did")
          Map<String, String> options) {

    static Training of(Manifest.Training training) {
      return new Training(
          training.dataset(),
          training.images(),
          training.captions(),
          training.epochs(),
          training.seed(),
          training.options());
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
