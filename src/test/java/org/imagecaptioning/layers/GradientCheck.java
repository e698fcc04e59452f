package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gradients by centred differences, to compare with those that a backward pass gives.
 *
 * <p>The five-point formula, (f(x-2h) - 8 f(x-h) + 8 f(x+h) - f(x+2h)) / 12h, whose own error falls
 * with h^4: with h = 1e-3 both that and rounding stay near 1e-12, so that also small gradients are
 * told apart from wrong ones.
 */
public final class GradientCheck {

  private static final double H = 1e-3;
  private static final double TOLERANCE = 1e-6;

  private GradientCheck() {}

  /**
   * @param name what the gradient is called if it is wrong
   * @param gradient of f at x, as a backward pass gives it
   * @param x where, left as it was
   * @param f a scalar
   */
  public static void check(
      String name, INDArray gradient, INDArray x, ToDoubleFunction<INDArray> f) {
    assertThat(Numbers.relativeError(gradient, differences(x, f)))
        .as("relative error of %s", name)
        .isLessThanOrEqualTo(TOLERANCE);
  }

  /**
   * Of a layer, seen through one gradient of its output.
   *
   * @param dout gradient of the output
   * @param layer from the input under check to the output
   */
  public static void check(
      String name, INDArray gradient, INDArray x, INDArray dout, UnaryOperator<INDArray> layer) {
    check(name, gradient, x, value -> dot(layer.apply(value), dout));
  }

  /** The sum of products of places with equal index. */
  public static double dot(INDArray x, INDArray y) {
    double[] a = Numbers.rowMajor(x);
    double[] b = Numbers.rowMajor(y);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static INDArray differences(INDArray x, ToDoubleFunction<INDArray> f) {
    double[] numbers = Numbers.rowMajor(x);
    double[] gradient = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      double near = at(x, numbers, i, H, f) - at(x, numbers, i, -H, f);
      double far = at(x, numbers, i, 2 * H, f) - at(x, numbers, i, -2 * H, f);
      gradient[i] = (8 * near - far) / (12 * H);
    }
    return Nd4j.create(gradient, x.shape(), 'c');
  }

  private static double at(
      INDArray x, double[] numbers, int i, double shift, ToDoubleFunction<INDArray> f) {
    double[] shifted = numbers.clone();
    shifted[i] += shift;
    return f.applyAsDouble(Nd4j.create(shifted, x.shape(), 'c'));
  }
}
