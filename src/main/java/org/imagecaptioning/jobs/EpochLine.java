package org.imagecaptioning.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One epoch of a training that is done.
 *
 * @param epoch from 1
 * @param loss on the training captions, in nats a word, with dropout
 * @param best whether it was the best so far
 * @param seconds that its minibatches took
 * @param wordsPerSecond learned from in one of these seconds
 * @param validationLoss on the captions of the validation split, null if it is empty
 * @param scores on the validation split, null if it is empty
 * @param samples captions of a few fixed pictures of that split
 */
@Schema(name = "Epoch")
@JsonInclude(JsonInclude.Include.NON_NULL)
record EpochLine(
    int epoch,
    double loss,
    boolean best,
    double seconds,
    double wordsPerSecond,
    @Nullable Double validationLoss,
    @Nullable Map<String, Double> scores,
    List<Sample> samples) {

  /** What the captioner says of a picture after an epoch, and what somebody said of it. */
  @Schema(name = "SampleCaption")
  record Sample(String image, String caption, String reference) {}
}
