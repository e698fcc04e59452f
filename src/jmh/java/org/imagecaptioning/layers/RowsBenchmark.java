package org.imagecaptioning.layers;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a training step does besides products, in microseconds: functions of one row of 8000
 * numbers, and passes over the six million of a network with 8000 words.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@State(Scope.Thread)
public class RowsBenchmark {

  private static final int V = 8000;
  private static final int ALL = 6_500_000;
  private static final int PLACES = 49;
  private static final int KEY = 256;

  private final float[] source = ProductsCheck.numbers(new SplittableRandom(1), V);
  private final float[] row = new float[V];
  private final float[] query = ProductsCheck.numbers(new SplittableRandom(3), KEY);
  private final AttentionKeys keys = new AttentionKeys(new float[PLACES][KEY], query);
  private final PackedSequences words = new PackedSequences(new int[][] {new int[97]});
  private FloatMatrix scores;
  private FloatMatrix bias;
  private FloatMatrix dBias;
  private FloatMatrix weights;
  private FloatMatrix gradients;
  private Adam adam;

  @Setup
  public void fill() {
    scores = FloatMatrix.zeros(words.rows(), V);
    bias = FloatMatrix.zeros(1, V);
    dBias = FloatMatrix.zeros(1, V);
    weights = FloatMatrix.zeros(1, ALL);
    gradients = FloatMatrix.of(1, ALL, ProductsCheck.numbers(new SplittableRandom(2), ALL));
    adam = new Adam(ALL);
  }

  @Benchmark
  public float[] tanh() {
    System.arraycopy(source, 0, row, 0, V);
    Activations.tanh(row, 0, V);
    return row;
  }

  @Benchmark
  public float[] sigmoid() {
    System.arraycopy(source, 0, row, 0, V);
    Activations.sigmoid(row, 0, V);
    return row;
  }

  @Benchmark
  public double softmax() {
    System.arraycopy(source, 0, row, 0, V);
    return Activations.exponentials(row, V).logSum();
  }

  /** Of one caption at one picture. */
  @Benchmark
  public float[] look() {
    return keys.weights(query);
  }

  /** Of 96 words. */
  @Benchmark
  public double lossAndGradient() {
    return PackedSoftmaxLoss.lossAndGradient(words, scores, bias, dBias, new float[] {1}, 96, 0);
  }

  @Benchmark
  public double norm() {
    return GradientClipping.clip(gradients, 0, Team.alone());
  }

  @Benchmark
  public FloatMatrix adam() {
    adam.step(weights, gradients, 1e-5, Team.alone());
    return weights;
  }
}
