package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.imagecaptioning.layers.Numbers.normal;
import static org.imagecaptioning.layers.Numbers.relativeError;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import tools.jackson.databind.JsonNode;

/** Each layer against all that is published with the assignment, where that is at hand. */
class CourseNumbersTest {

  @Test
  void aStepOfTheRnnAgrees() {
    CourseNumbers course = CourseNumbers.of("rnn_step_forward");

    assertAgrees(
        RnnStep.forward(
                course.input("x"),
                course.input("prev_h"),
                course.input("Wx"),
                course.input("Wh"),
                course.input("b"))
            .nextH(),
        course);
  }

  @Test
  void theRnnAgrees() {
    CourseNumbers course = CourseNumbers.of("rnn_forward");

    assertAgrees(
        Rnn.forward(
                course.input("x"),
                course.input("h0"),
                course.input("Wx"),
                course.input("Wh"),
                course.input("b"))
            .h(),
        course);
  }

  @Test
  void theWordEmbeddingAgrees() {
    CourseNumbers course = CourseNumbers.of("word_embedding_forward");
    int[][] captions =
        course
            .json()
            .get("inputs")
            .get("x")
            .valueStream()
            .map(row -> row.valueStream().mapToInt(JsonNode::asInt).toArray())
            .toArray(int[][]::new);

    assertAgrees(WordEmbedding.forward(captions, course.input("W")).out(), course);
  }

  @Test
  void aStepOfTheLstmAgrees() {
    CourseNumbers courseH = CourseNumbers.of("lstm_step_forward.next_h");
    CourseNumbers courseC = CourseNumbers.of("lstm_step_forward.next_c");

    assertAgrees(lstmStep(courseH).nextH(), courseH);
    assertAgrees(lstmStep(courseC).nextC(), courseC);
  }

  @Test
  void theLstmAgrees() {
    CourseNumbers course = CourseNumbers.of("lstm_forward");

    assertAgrees(
        Lstm.forward(
                course.input("x"),
                course.input("h0"),
                course.input("Wx"),
                course.input("Wh"),
                course.input("b"))
            .h(),
        course);
  }

  @Test
  void theTemporalSoftmaxLossAgreesAbout() {
    for (JsonNode course : CourseNumbers.of("temporal_softmax_loss").json().get("cases")) {
      int n = course.get("N").asInt();
      int t = course.get("T").asInt();
      int v = course.get("V").asInt();
      double p = course.get("p").asDouble();
      Random random = new Random(231);
      int[][] targets = new int[n][t];
      boolean[][] mask = new boolean[n][t];
      for (int i = 0; i < n; i++) {
        targets[i] = IntStream.range(0, t).map(word -> random.nextInt(v)).toArray();
        for (int word = 0; word < t; word++) {
          mask[i][word] = random.nextDouble() <= p;
        }
      }

      double loss =
          TemporalSoftmaxLoss.forward(normal(231, n, t, v).muli(0.001), targets, mask).loss();

      double tolerance = p < 1 ? 0.15 : 0.005 * t;
      assertThat(loss).isCloseTo(course.get("expected_about").asDouble(), within(tolerance));
      assertThat(loss).isCloseTo(course.get("one_run").asDouble(), within(tolerance));
    }
  }

  private static LstmStep.Output lstmStep(CourseNumbers course) {
    return LstmStep.forward(
        course.input("x"),
        course.input("prev_h"),
        course.input("prev_c"),
        course.input("Wx"),
        course.input("Wh"),
        course.input("b"));
  }

  private static void assertAgrees(INDArray actual, CourseNumbers course) {
    assertThat(relativeError(actual, course.recomputed())).isLessThan(1e-13);
    assertThat(relativeError(actual, course.expected()))
        .isCloseTo(course.roundingOfExpected(), within(1e-12));
  }
}
