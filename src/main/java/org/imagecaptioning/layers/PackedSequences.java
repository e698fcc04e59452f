package org.imagecaptioning.layers;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The words that count in a minibatch of captions, without the padding: longest caption first, one
 * step after the other, so that the words of one step lie side by side and the captions still going
 * on at a step are the first of those of the step before. One product then serves all steps
 * wherever no step waits for another.
 *
 * <p>With R words in all: step t takes rows {@code offset(t)} to {@code offset(t) + active(t) - 1}
 * of every matrix of R rows, row {@code offset(t) + n} for caption {@code n} of {@link #order}.
 */
public final class PackedSequences {

  private final int[] order;
  private final int[] offsets;
  private final int[] inputs;
  private final int[] targets;

  /**
   * @param captions each from START to END (or to its last word, if it was cut): all but the last
   *     word go in, all but the first should come out
   * @throws IllegalArgumentException if a caption has fewer than two words, or there is none
   */
  public PackedSequences(int[][] captions) {
    if (captions.length == 0 || Arrays.stream(captions).anyMatch(c -> c.length < 2)) {
      throw new IllegalArgumentException("A minibatch has captions of at least two words each");
    }
    order =
        IntStream.range(0, captions.length)
            .boxed()
            .sorted(Comparator.comparing((Integer n) -> -captions[n].length))
            .mapToInt(n -> n)
            .toArray();
    int steps = captions[order[0]].length - 1;
    int rows = Arrays.stream(captions).mapToInt(c -> c.length - 1).sum();
    offsets = new int[steps + 1];
    inputs = new int[rows];
    targets = new int[rows];
    int row = 0;
    for (int t = 0; t < steps; t++) {
      offsets[t] = row;
      for (int n = 0; n < order.length && captions[order[n]].length - 1 > t; n++) {
        inputs[row] = captions[order[n]][t];
        targets[row] = captions[order[n]][t + 1];
        row++;
      }
    }
    offsets[steps] = row;
  }

  private PackedSequences(int[] order, int[] offsets, int[] inputs, int[] targets) {
    this.order = order;
    this.offsets = offsets;
    this.inputs = inputs;
    this.targets = targets;
  }

  /**
   * The same captions, where other words go in.
   *
   * @param heard the word that goes in at each row, shape (R)
   */
  public PackedSequences withInputs(int[] heard) {
    if (heard.length != inputs.length) {
      throw new IllegalArgumentException(
          "Words for %d rows are expected, not %d".formatted(inputs.length, heard.length));
    }
    return new PackedSequences(order, offsets, heard.clone(), targets);
  }

  /** N, the captions. */
  public int captions() {
    return order.length;
  }

  /** The captions by falling length, as indexes into what was packed; shape (N). */
  public int[] order() {
    return order.clone();
  }

  /** For each row its caption, as an index into what was packed; shape (R). */
  int[] captionOfRows() {
    int[] captions = new int[rows()];
    for (int t = 0; t < steps(); t++) {
      System.arraycopy(order, 0, captions, offset(t), active(t));
    }
    return captions;
  }

  /** T, the steps of the longest caption. */
  public int steps() {
    return offsets.length - 1;
  }

  /** R, the words that count. */
  public int rows() {
    return inputs.length;
  }

  /** The first row of a step. */
  public int offset(int step) {
    return offsets[step];
  }

  /** How many captions go on at a step. */
  public int active(int step) {
    return offsets[step + 1] - offsets[step];
  }

  /** The word that goes in at a row. */
  public int input(int row) {
    return inputs[row];
  }

  /** The word that should come out at a row. */
  public int target(int row) {
    return targets[row];
  }

  /** The rows of one step. */
  FloatMatrix at(int step, FloatMatrix packed) {
    return packed.rows(offsets[step], offsets[step + 1]);
  }

  /** Of the step before, the rows that go on at this one. */
  FloatMatrix before(int step, FloatMatrix packed) {
    return packed.rows(offsets[step - 1], offsets[step - 1] + active(step));
  }

  /**
   * Each row's state one step earlier.
   *
   * @param initial states before the first step, shape (N, H)
   * @param states shape (R, H)
   * @param previous shape (R, H), overwritten
   */
  public void shift(FloatMatrix initial, FloatMatrix states, FloatMatrix previous) {
    at(0, previous).copy(initial);
    for (int t = 1; t < steps(); t++) {
      at(t, previous).copy(before(t, states));
    }
  }
}
