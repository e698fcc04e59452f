package org.imagecaptioning.jobs;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The body of POST /evaluations as the OpenAPI document tells it; {@link EvaluationRequests} reads
 * it.
 */
@Schema(
    name = "Evaluation",
    requiredProperties = "dataset",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
interface EvaluationBody {

  @Schema(example = "mine", description = "Of GET /datasets")
  String getDataset();

  @Schema(
      description = "Default val",
      allowableValues = {"train", "val", "test"})
  String getSplit();

  @Schema(
      example = "mine:1",
      description = "name, its newest version, or name:version; default: the active model")
  String getModel();

  @Schema(
      description = "How words are chosen; default: the model's own",
      allowableValues = {"beam", "greedy", "sample"})
  String getStrategy();

  @Schema(description = "Default: the model's own", minimum = "1", maximum = "20")
  int getBeamSize();

  @Schema(description = "Default: the model's own", minimum = "1", maximum = "50")
  int getMaxLength();

  @Schema(description = "Default: the model's own", minimum = "1", maximum = "50")
  int getMinLength();

  @Schema(description = "Default: the model's own", minimum = "0", maximum = "2")
  double getLengthPenalty();

  @Schema(description = "With sample; default 1", minimum = "0.01", maximum = "10")
  double getTemperature();

  @Schema(description = "With sample; default 0, all words", minimum = "0", maximum = "2147483647")
  int getTopK();

  @Schema(description = "With sample; above 0; default 1", minimum = "0.000001", maximum = "1")
  double getTopP();

  @Schema(description = "With sample; default 0", minimum = "0", maximum = "9007199254740991")
  long getSeed();
}
