package org.imagecaptioning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.imagecaptioning.evaluation.CalibrationCurve.Judged;
import org.imagecaptioning.evaluation.CalibrationCurve.Point;
import org.junit.jupiter.api.Test;

class CalibrationCurveTest {

  @Test
  void curveComesCloseToTheShareOfGoodOnesThatThereIs() {
    Random random = new Random(7);
    List<Judged> captions = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      double probability = random.nextDouble();
      captions.add(new Judged(probability, random.nextDouble() < probability * probability));
    }

    List<Point> curve = CalibrationCurve.fit(captions);

    assertThat(curve).hasSizeBetween(15, 20);
    for (Point point : curve) {
      assertThat(point.good()).isCloseTo(point.probability() * point.probability(), within(0.06));
    }
  }

  @Test
  void curveRisesWhateverWasCounted() {
    Random random = new Random(1);
    for (int size = 1; size < 200; size++) {
      List<Judged> captions = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        captions.add(new Judged(random.nextInt(8), random.nextBoolean()));
      }
      List<Point> curve = CalibrationCurve.fit(captions);
      for (int i = 1; i < curve.size(); i++) {
        assertThat(curve.get(i).probability()).isGreaterThan(curve.get(i - 1).probability());
        assertThat(curve.get(i).good()).isGreaterThan(curve.get(i - 1).good());
      }
    }
  }

  @Test
  void whereMoreProbableCaptionsAreWorseNothingIsTold() {
    List<Judged> captions = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      captions.add(new Judged(i, i < 50));
    }

    assertThat(CalibrationCurve.fit(captions)).containsExactly(new Point(49.5, 51.0 / 102));
  }

  @Test
  void orderOfTheCaptionsDoesNotMatter() {
    List<Judged> captions = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      captions.add(new Judged(i, i % 3 == 0 || i > 70));
    }
    List<Point> curve = CalibrationCurve.fit(captions);
    Collections.shuffle(captions, new Random(3));

    assertThat(CalibrationCurve.fit(captions)).isEqualTo(curve);
  }

  @Test
  void noCaptionsMakeNoCurve() {
    assertThatThrownBy(() -> CalibrationCurve.fit(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
