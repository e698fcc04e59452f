package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OptimizersTest {

  @Test
  void adamFollowsThePaperStepByStep() {
    int size = 5000; // more than one block
    float[] w = new float[size];
    float[] gradient = new float[size];
    for (int i = 0; i < size; i++) {
      w[i] = (float) Math.sin(i);
      gradient[i] = (float) Math.cos(3 * i);
    }
    double[] expected = new double[size];
    double[] m = new double[size];
    double[] v = new double[size];
    FloatMatrix parameters = FloatMatrix.of(1, size, w);
    Adam adam = new Adam(size);
    for (int i = 0; i < size; i++) {
      expected[i] = w[i];
    }
    for (int t = 1; t <= 3; t++) {
      float[] now = gradient.clone();
      for (int i = 0; i < size; i++) {
        now[i] *= t;
        m[i] = 0.9 * m[i] + 0.1 * now[i];
        v[i] = 0.999 * v[i] + 0.001 * now[i] * now[i];
        double mean = m[i] / (1 - Math.pow(0.9, t));
        double square = v[i] / (1 - Math.pow(0.999, t));
        expected[i] -= 0.01 * mean / (Math.sqrt(square) + 1e-8);
      }
      adam.step(parameters, FloatMatrix.of(1, size, now), 0.01, Team.alone());
    }
    float[] actual = parameters.toArray();
    for (int i = 0; i < size; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(2e-6));
    }
  }

  @Test
  void adamGoesOnFromItsMemoryAsIfNeverStopped() {
    FloatMatrix gradient = FloatMatrix.of(1, 3, new float[] {1, -2, 0.5f});
    FloatMatrix undisturbed = FloatMatrix.of(1, 3, new float[] {1, 2, 3});
    FloatMatrix resumed = FloatMatrix.of(1, 3, new float[] {1, 2, 3});
    Adam first = new Adam(3);
    first.step(undisturbed, gradient, 0.1, Team.alone());
    resumed.copy(undisturbed);
    Adam second = new Adam(3);
    second
        .memory()
        .forEach((name, memory) -> memory.copy(first.memory().getOrDefault(name, memory)));
    second.resume(1);

    first.step(undisturbed, gradient, 0.1, Team.alone());
    second.step(resumed, gradient, 0.1, Team.alone());
    assertThat(resumed.toArray()).isEqualTo(undisturbed.toArray());
  }

  @Test
  void sgdGoesDownTheGradient() {
    FloatMatrix w = FloatMatrix.of(1, 2, new float[] {1, -1});
    new Sgd().step(w, FloatMatrix.of(1, 2, new float[] {2, -4}), 0.25, Team.alone());
    assertThat(w.toArray()).containsExactly(0.5f, 0f);
  }

  @Test
  void aLongGradientIsClippedToTheNormAndAShortOneIsNot() {
    FloatMatrix gradient = FloatMatrix.of(1, 2, new float[] {3, 4});
    assertThat(GradientClipping.clip(gradient, 10, Team.alone())).isEqualTo(5);
    assertThat(gradient.toArray()).containsExactly(3f, 4f);
    assertThat(GradientClipping.clip(gradient, 1, Team.alone())).isEqualTo(5);
    assertThat((double) gradient.toArray()[0]).isCloseTo(0.6, within(1e-6));
    assertThat((double) gradient.toArray()[1]).isCloseTo(0.8, within(1e-6));
    assertThat(GradientClipping.clip(gradient, 0, Team.alone())).isCloseTo(1, within(1e-6));
  }

  @Test
  void theNormOfAHugeGradientIsFiniteAndItsNumbersAreClipped() {
    FloatMatrix gradient = FloatMatrix.of(1, 2, new float[] {3e30f, 4e30f});
    assertThat(GradientClipping.clip(gradient, 5, Team.alone())).isCloseTo(5e30, within(1e24));
    assertThat((double) gradient.toArray()[0]).isCloseTo(3, within(1e-5));
  }

  @Test
  void aGradientThatIsNoNumberIsLeftAndTold() {
    FloatMatrix gradient = FloatMatrix.of(1, 2, new float[] {Float.NaN, 4});
    assertThat(GradientClipping.clip(gradient, 1, Team.alone())).isNaN();
    assertThat(gradient.toArray()[1]).isEqualTo(4);
  }
}
