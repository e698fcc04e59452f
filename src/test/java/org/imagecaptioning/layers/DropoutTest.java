package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.imagecaptioning.layers.Numbers.normal;
import static org.imagecaptioning.layers.Numbers.rowMajor;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DropoutTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 0.5, 0.75})
  void aShareOfPIsDroppedAndTheRestMakesUpForIt(double p) {
    INDArray ones = Nd4j.ones(DataType.DOUBLE, 100, 200);

    double[] out = rowMajor(Dropout.forward(ones, p, new SplittableRandom(1)).out());

    double dropped = Arrays.stream(out).filter(v -> v == 0).count();
    assertThat(dropped / out.length).isCloseTo(p, within(0.02));
    assertThat(out).containsOnly(0, 1 / (1 - p));
  }

  @Test
  void nothingIsDroppedOrScaledWithoutDropout() {
    INDArray x = normal(1, 4, 5);

    assertThat(Dropout.forward(x, 0, new SplittableRandom(1)).out()).isEqualTo(x);
  }

  @Test
  void theSeedDecidesWhatIsDropped() {
    INDArray x = normal(1, 10, 20);

    INDArray first = Dropout.forward(x, 0.5, new SplittableRandom(1)).mask();
    INDArray again = Dropout.forward(x, 0.5, new SplittableRandom(1)).mask();
    INDArray other = Dropout.forward(x, 0.5, new SplittableRandom(2)).mask();

    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void oneDoubleIsDrawnForEachNumberRowByRow() {
    INDArray x = normal(1, 3, 4);
    SplittableRandom random = new SplittableRandom(7);

    double[] mask = rowMajor(Dropout.forward(x.dup('f'), 0.4, new SplittableRandom(7)).mask());

    for (double value : mask) {
      assertThat(value).isEqualTo(random.nextDouble() < 0.4 ? 0 : 1 / 0.6);
    }
  }

  @Test
  void gradientIsThatOfCentredDifferences() {
    INDArray x = normal(1, 2, 3, 4);
    INDArray dout = normal(2, 2, 3, 4);

    INDArray mask = Dropout.forward(x, 0.5, new SplittableRandom(3)).mask();

    GradientCheck.check(
        "dx",
        Dropout.backward(dout, mask).dx(),
        x,
        dout,
        v -> Dropout.forward(v, 0.5, new SplittableRandom(3)).out());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
  void aShareThatIsNoneIsRefused(double p) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dropout.forward(normal(1, 2, 2), p, new SplittableRandom(1)))
        .withMessageContaining("at least 0 and less than 1");
  }
}
