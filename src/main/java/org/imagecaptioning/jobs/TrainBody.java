package org.imagecaptioning.jobs;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.imagecaptioning.names.Names;

/** The body of POST /train as the OpenAPI document tells it; {@link TrainRequests} reads it. */
@Schema(
    name = "Training",
    requiredProperties = {"dataset", "name"},
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
interface TrainBody {

  @Schema(example = "mine", description = "Of GET /datasets")
  String getDataset();

  @Schema(
      example = "mine",
      description = "Of the model that is made; it gets the next version of that name",
      pattern = Names.WHOLE)
  String getName();

  @Schema(description = "A sentence about the model, for people", maxLength = 1000)
  String getDescription();

  @Schema(
      description = "Under which terms the weights may be used; default unstated",
      maxLength = 1000)
  String getLicence();

  @Schema(
      description = "The recurrent cell; default lstm",
      allowableValues = {"rnn", "lstm", "gru"})
  String getCell();

  @Schema(
      description =
          "Whether it looks at the places of a picture before each word: an lstm alone; default true"
              + " for an lstm whose encoder gives a grid")
  boolean getAttention();

  @Schema(
      description = "How features become the first state; default: what suits the cell",
      allowableValues = {"affine", "tanh", "tanh-with-cell"})
  String getInitialState();

  @Schema(description = "Numbers in a word's vector; default 256", minimum = "1", maximum = "8192")
  int getEmbedding();

  @Schema(description = "Numbers in the hidden state", minimum = "1", maximum = "8192")
  int getHidden();

  @Schema(
      example = "flickr8k-attention",
      description =
          "tiny, or a model (name or name:version), whose encoder is taken; default: that of the active"
              + " model, or of startFrom")
  String getEncoder();

  @Schema(
      example = "flickr8k-attention",
      description = "A model (name or name:version) that is trained further")
  String getStartFrom();

  @Schema(
      description =
          "What is made better: the probability of people's captions, or, of the model that startFrom"
              + " names, the CIDEr of its own; default cross-entropy",
      allowableValues = {"cross-entropy", "cider"})
  String getObjective();

  @Schema(
      description = "How often a word must come to be learned",
      minimum = "1",
      maximum = "1000000")
  int getMinimumCount();

  @Schema(description = "With startFrom: no words that it does not know are learned")
  boolean getFixedVocabulary();

  @Schema(
      description = "Longer captions are cut to as many words; default 30",
      minimum = "1",
      maximum = "200")
  int getMaxWords();

  @Schema(
      description = "How often every caption is seen at most",
      minimum = "1",
      maximum = "100000")
  int getEpochs();

  @Schema(
      description =
          "What tells a better epoch, whose weights are kept; last: those of the last are; default"
              + " cider",
      allowableValues = {"cider", "loss", "last"})
  String getWatch();

  @Schema(
      description = "Epochs without a better validation before it stops; 0: never early",
      minimum = "0",
      maximum = "100000")
  int getPatience();

  @Schema(description = "Captions in a minibatch", minimum = "1", maximum = "4096")
  int getBatchSize();

  @Schema(
      description = "The highest, after warming up; default 0.001",
      minimum = "0.00000001",
      maximum = "10")
  double getLearningRate();

  @Schema(
      description = "How the rate falls; default cosine",
      allowableValues = {"cosine", "linear", "step", "constant"})
  String getSchedule();

  @Schema(
      description = "Minibatches until the rate is at its highest",
      minimum = "0",
      maximum = "1000000")
  int getWarmupSteps();

  @Schema(
      description = "The last rate as a share of the highest, above 0 with step; default 0.01",
      minimum = "0",
      maximum = "1")
  double getFinalRate();

  @Schema(
      description = "Share of word inputs and hidden outputs dropped",
      minimum = "0",
      maximum = "0.95")
  double getDropout();

  @Schema(
      description = "Share of what is expected that is spread over all words; default 0",
      minimum = "0",
      maximum = "0.95")
  double getLabelSmoothing();

  @ArraySchema(
      arraySchema =
          @Schema(
              description =
                  "Models (name or name:version) to learn from as well: how likely they find each word."
                      + " They have the encoder and the words of the one that learns"),
      maxItems = TrainRequests.MOST_TEACHERS)
  List<String> getTeachers();

  @Schema(
      description =
          "With teachers: the share of what is expected that is theirs; the rest is people's; default"
              + " 0.9",
      minimum = "0",
      maximum = "1")
  double getTeaching();

  @Schema(
      description = "How often the network hears its own words at the end of training; default 0",
      minimum = "0",
      maximum = "1")
  double getSampling();

  @Schema(
      description = "How that rises; default linear",
      allowableValues = {"linear", "sigmoid", "constant"})
  String getSamplingRise();

  @Schema(
      description = "How much it costs attention to pass over a part of the picture; default 0.01",
      minimum = "0",
      maximum = "1000")
  double getAttentionPenalty();

  @Schema(
      description = "The longest gradient, 0 for any; default 5",
      minimum = "0",
      maximum = "1000000")
  double getClipNorm();

  @Schema(
      description =
          "The decay of an exponential moving average of the weights, such as 0.999, which is then"
              + " validated and kept instead of them; 0 for none; default 0",
      minimum = "0",
      maximum = "0.9999")
  double getAveraging();

  @Schema(
      description =
          "How many views of each training picture are learned from, one an epoch: itself, and parts"
              + " of 60 to 100 % of it; default 1",
      minimum = "1",
      maximum = "16")
  int getViews();

  @Schema(
      description =
          "Whether every second of the other views is mirrored, which makes left of right; default"
              + " false")
  boolean getMirror();

  @Schema(
      description = "Of weights, minibatches, dropout, sampling and the order of views; default 1",
      minimum = "0",
      maximum = "9007199254740991")
  long getSeed();

  @Schema(
      description = "Of the weights in the bundle; default f32",
      allowableValues = {"f32", "f16"})
  String getPrecision();

  @Schema(
      description =
          "When the model is to answer where a call names none; if-better: if its CIDEr on the split"
              + " val is greater than the active model's; default never",
      allowableValues = {"never", "always", "if-better"})
  String getActivate();
}
