package org.imagecaptioning.captioner;

import java.util.Optional;
import org.imagecaptioning.layers.FloatMatrix;
import org.imagecaptioning.layers.PackedSequences;
import org.jspecify.annotations.Nullable;

/**
 * The recurrent layer of a network on one shard of a minibatch, from words and first states to
 * hidden states and back. It keeps what the backward pass needs: for one minibatch at a time and
 * one thread. N captions with R words that count.
 */
interface Recurrence {

  /** That of a network. */
  static Recurrence of(CaptionerConfig config, Parameters parameters) {
    return config.attends()
        ? new AttendingRecurrence(config, parameters)
        : new PlainRecurrence(config.cell(), parameters);
  }

  /**
   * Takes pictures and parameters as they are now.
   *
   * @param pictures as a {@link Minibatch} has them
   * @param dropout what is dropped of them, if they are looked at
   * @param seed of what is dropped
   */
  void begin(float[][] pictures, double dropout, long seed);

  /**
   * After {@link #begin}; any number of times, if there is no way back.
   *
   * @param sequences captions, packed
   * @param pictureOf for each caption, in the order of packing, its picture
   * @param h0 (N, H)
   * @param c0 (N, H)
   * @param x word inputs after dropout, (R, W)
   * @param z out: of the cell, (R, mH)
   * @param h out: hidden states, (R, H)
   */
  void forward(
      PackedSequences sequences,
      int[] pictureOf,
      FloatMatrix h0,
      FloatMatrix c0,
      FloatMatrix x,
      FloatMatrix z,
      FloatMatrix h);

  /** The cell states that {@link #forward} came to, (R, H), of a cell that has any. */
  Optional<FloatMatrix> cells(PackedSequences sequences);

  /**
   * What it adds to the loss, after {@link #forward} and before {@link #backward}.
   *
   * @param divisor what a sum over captions is divided by
   */
  double penalty(PackedSequences sequences, LossOptions options, double divisor);

  /**
   * @param z as {@link #forward} left it; out: dz
   * @param dh in: gradient of the hidden states from what reads them, (R, H); overwritten
   * @param dh0 out: (N, H)
   * @param dc0 out: (N, H)
   * @param dx out: (R, W)
   */
  Gradients backward(
      PackedSequences sequences,
      FloatMatrix c0,
      FloatMatrix z,
      FloatMatrix h,
      FloatMatrix dh,
      FloatMatrix dh0,
      FloatMatrix dc0,
      FloatMatrix dx);

  /**
   * What is left to make gradients of.
   *
   * @param du of h Wh, (R, mH)
   * @param looked of a captioner that attends, else null
   */
  record Gradients(FloatMatrix du, @Nullable LookedAt looked) {}
}
