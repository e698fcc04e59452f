package org.imagecaptioning.captioner;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.imagecaptioning.layers.RightMatrix;
import org.imagecaptioning.layers.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a network as speaking reads them. They do not change. Safe for use from several
 * threads at once.
 */
final class SpokenWeights {

  /**
   * The most words whose inputs are kept: captions are made of few words over and over, and a large
   * vocabulary has no claim to all of the memory.
   */
  private static final int MOST_INPUTS = 4096;

  final RightMatrix wh;
  final float[] b;
  final RightMatrix wVocab;
  final float[] bVocab;
  final RightMatrix wProj;
  final float[] bProj;

  /** Empty where the cell does not start from the features, as {@link #bCell}. */
  final RightMatrix wCell;

  final float[] bCell;

  /** Null where the captioner does not attend. */
  final @Nullable AttentionWeights attention;

  private final float[][] wEmbed;
  private final RightMatrix wx; // (W, mH)
  private final AtomicReferenceArray<float[]> inputs;
  private final AtomicInteger kept = new AtomicInteger();

  /**
   * Copies.
   *
   * @throws IllegalArgumentException if they are not the parameters of that network
   */
  static SpokenWeights of(CaptionerConfig config, Map<String, Tensor> tensors) {
    Parameters.check(config, tensors);
    return new SpokenWeights(config, name -> Objects.requireNonNull(tensors.get(name)).toRows());
  }

  /** Copies of what they are now. */
  static SpokenWeights of(CaptionerConfig config, Parameters parameters) {
    return new SpokenWeights(config, name -> parameters.get(name).toRows());
  }

  /**
   * @param matrix gives the rows of a parameter by its name, a vector as one row
   */
  private SpokenWeights(CaptionerConfig config, Function<String, float[][]> matrix) {
    boolean withCell = config.initialState() == InitialState.TANH_WITH_CELL;
    wEmbed = matrix.apply("W_embed");
    wx = RightMatrix.of(Arrays.copyOf(matrix.apply("Wx"), config.embedding()));
    wh = RightMatrix.of(matrix.apply("Wh"));
    b = matrix.apply("b")[0];
    wVocab = RightMatrix.of(matrix.apply("W_vocab"));
    bVocab = matrix.apply("b_vocab")[0];
    wProj = RightMatrix.of(matrix.apply("W_proj"));
    bProj = matrix.apply("b_proj")[0];
    wCell = RightMatrix.of(withCell ? matrix.apply("W_cell") : new float[0][]);
    bCell = withCell ? matrix.apply("b_cell")[0] : new float[0];
    attention = config.attends() ? AttentionWeights.of(config, matrix) : null;
    inputs = new AtomicReferenceArray<>(config.vocabulary());
  }

  /**
   * What hearing a word adds to the gates.
   *
   * @return x Wx for the vector x of the word, shape (mH); to read only
   */
  float[] input(int word) {
    float[] input = inputs.get(word);
    if (input == null) {
      input = new float[b.length];
      wx.multiply(wEmbed[word], input);
      if (kept.get() < MOST_INPUTS && inputs.compareAndSet(word, null, input)) {
        kept.incrementAndGet();
      }
    }
    return input;
  }
}
