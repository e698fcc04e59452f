package org.imagecaptioning.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.models.Precision;
import org.imagecaptioning.training.ChosenOptions;
import org.imagecaptioning.training.Origins;
import org.junit.jupiter.api.Test;

class JobRecordsTest {

  private static final CaptionedImage IMAGE =
      new CaptionedImage("1", Path.of("1.png"), List.of("a dog"), Split.TRAIN);
  private static final TrainRequest REQUEST =
      new TrainRequest(
          "tiny",
          null,
          List.of(),
          Activate.NEVER,
          "",
          "unstated",
          Precision.F32,
          ChosenOptions.none()
              .resolve(new Dataset("d", List.of(IMAGE), List.of()), 1, Origins.none()));

  @Test
  void requestIsReadAsItWasWritten() {
    assertThat(JobRecords.parse(JobRecords.json(REQUEST), TrainRequest.class)).isEqualTo(REQUEST);
  }

  @Test
  void requestOfAVersionThatKnewNoAttentionIsOneWithoutIt() {
    String earlier =
        JobRecords.json(REQUEST)
            .replace(",\"attention\":0", "")
            .replace("\"attentionPenalty\":0.01,", "");
    assertThat(earlier).doesNotContain("attention");

    TrainRequest read = JobRecords.parse(earlier, TrainRequest.class);

    assertThat(read.options().network()).isEqualTo(REQUEST.options().network());
    assertThat(read.options().network().attends()).isFalse();
  }

  @Test
  void requestOfAVersionThatKnewNoAverageOfWeightsIsOneWithoutIt() {
    String earlier = JobRecords.json(REQUEST).replace("\"averaging\":0.0,", "");
    assertThat(earlier).doesNotContain("averaging");

    assertThat(JobRecords.parse(earlier, TrainRequest.class)).isEqualTo(REQUEST);
  }

  @Test
  void requestOfAVersionThatKnewNoViewsSeesThePicturesThemselves() {
    String earlier =
        JobRecords.json(REQUEST).replace("\"views\":{\"count\":1,\"mirrored\":false},", "");
    assertThat(earlier).doesNotContain("views");

    assertThat(JobRecords.parse(earlier, TrainRequest.class)).isEqualTo(REQUEST);
  }
}
