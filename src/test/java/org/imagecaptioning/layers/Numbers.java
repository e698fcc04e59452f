package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays of double numbers for tests, and how far two of them are apart. */
public final class Numbers {

  static {
    // ND4J wakes its threads for a dozen numbers too, and on a busy machine waits for them.
    Nd4j.getEnvironment().setMaxMasterThreads(1);
  }

  private Numbers() {}

  /** numpy's {@code linspace(from, to, size).reshape(shape)}. */
  public static INDArray linspace(double from, double to, long... shape) {
    int size = Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact));
    double step = (to - from) / (size - 1);
    return Nd4j.create(
        IntStream.range(0, size).mapToDouble(i -> from + i * step).toArray(), shape, 'c');
  }

  /** Normal numbers of standard deviation 1 that a seed decides. */
  public static INDArray normal(long seed, long... shape) {
    int size = Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact));
    Random random = new Random(seed);
    return Nd4j.create(
        IntStream.range(0, size).mapToDouble(i -> random.nextGaussian()).toArray(), shape, 'c');
  }

  /** These numbers, row by row, in this shape. */
  public static INDArray array(long[] shape, double... numbers) {
    return Nd4j.create(numbers, shape, 'c');
  }

  /** The course's: the greatest |x - y| / max(1e-8, |x| + |y|), of places with equal index. */
  public static double relativeError(INDArray x, INDArray y) {
    assertThat(x.shape()).as("shape").isEqualTo(y.shape());
    double[] a = rowMajor(x);
    double[] b = rowMajor(y);
    double worst = 0;
    for (int i = 0; i < a.length; i++) {
      assertThat(a[i]).as("number %d of %s", i, Arrays.toString(x.shape())).isFinite();
      double error = Math.abs(a[i] - b[i]) / Math.max(1e-8, Math.abs(a[i]) + Math.abs(b[i]));
      worst = Math.max(worst, error);
    }
    return worst;
  }

  /** The numbers row by row, whatever the order in memory. */
  public static double[] rowMajor(INDArray x) {
    return x.dup('c').data().asDouble();
  }
}
