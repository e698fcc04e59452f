package org.imagecaptioning.layers;

import java.util.Optional;

/**
 * A recurrent cell over packed sequences, forward and backward: the fast path of {@code Rnn},
 * {@code Lstm} and {@code Gru}, tested to agree with them. It keeps what the backward pass needs,
 * so it is for one minibatch at a time and one thread. N captions of R words in all, hidden H, m
 * gates.
 */
public interface PackedCell {

  /**
   * Takes weights as they are now: those that {@link #forward} goes by until the next call.
   *
   * @param wh shape (H, mH)
   * @param b shape (1, mH)
   */
  void begin(FloatMatrix wh, FloatMatrix b);

  /**
   * All steps forward, after {@link #begin}.
   *
   * @param sequences which rows belong to which step
   * @param h0 shape (N, H)
   * @param c0 the cell's first state, shape (N, H); read by an LSTM alone
   * @param z in: x Wx, shape (R, mH); overwritten
   * @param h out: hidden states, shape (R, H)
   */
  void forward(
      PackedSequences sequences, FloatMatrix h0, FloatMatrix c0, FloatMatrix z, FloatMatrix h);

  /**
   * The cell states that {@link #forward} came to, of a cell that has any.
   *
   * @return shape (R, H), or none
   */
  default Optional<FloatMatrix> cells(PackedSequences sequences) {
    return Optional.empty();
  }

  /**
   * All steps backward, after {@link #forward} of the same arguments.
   *
   * @param dh in: gradient of the hidden states from what reads them, shape (R, H); overwritten
   * @param dz out: gradient of x Wx, shape (R, mH); may be z itself
   * @param dh0 out: shape (N, H)
   * @param dc0 out: shape (N, H); written by an LSTM alone
   */
  void backward(
      PackedSequences sequences,
      FloatMatrix c0,
      FloatMatrix z,
      FloatMatrix wh,
      FloatMatrix h,
      FloatMatrix dh,
      FloatMatrix dz,
      FloatMatrix dh0,
      FloatMatrix dc0);

  /**
   * After {@link #backward}, the gradient of h Wh: that of x Wx, except in a cell that does not
   * simply add the two.
   *
   * @param dz as {@link #backward} gave it
   * @return shape (R, mH)
   */
  default FloatMatrix recurrentGradient(PackedSequences sequences, FloatMatrix dz) {
    return dz;
  }
}
