package org.imagecaptioning.layers;

import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Inverted dropout: out = x * mask, where each number of the mask is 0 with probability p and 1 /
 * (1 - p) else, so that the expected output is x. For training only: nothing is dropped, and
 * nothing scaled, when a trained network is used.
 *
 * <p>Source: Stanford CS231n assignments 2 and 3. Here p is the probability to drop a number, as in
 * the course of 2016; later years use the name for the probability to keep it.
 */
public final class Dropout {

  private Dropout() {}

  /**
   * @param out of the shape of x
   * @param mask of the shape of x, what {@link #backward} needs
   */
  public record Output(INDArray out, INDArray mask) {}

  /**
   * @param dx of the shape of x
   */
  public record Gradients(INDArray dx) {}

  /**
   * @param x of any shape
   * @param p the probability to drop a number, from 0 to less than 1
   * @param random asked for one double for each number of x, in row-major order; a number is
   *     dropped when its double is less than p
   */
  public static Output forward(INDArray x, double p, RandomGenerator random) {
    if (!(p >= 0 && p < 1)) {
      throw new IllegalArgumentException("Dropout is at least 0 and less than 1, not " + p);
    }
    double[] mask = new double[Math.toIntExact(x.length())];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextDouble() < p ? 0 : 1 / (1 - p);
    }
    INDArray shaped = Nd4j.create(mask, x.shape(), 'c').castTo(x.dataType());
    return new Output(x.mul(shaped), shaped);
  }

  /**
   * @param dout gradient of the output, of the shape of x
   * @param mask the one of the forward pass
   */
  public static Gradients backward(INDArray dout, INDArray mask) {
    return new Gradients(dout.mul(mask));
  }
}
