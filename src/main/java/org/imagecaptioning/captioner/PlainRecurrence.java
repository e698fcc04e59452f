package org.imagecaptioning.captioner;

import java.util.Optional;
import org.imagecaptioning.layers.FloatMatrix;
import org.imagecaptioning.layers.PackedCell;
import org.imagecaptioning.layers.PackedGru;
import org.imagecaptioning.layers.PackedLstm;
import org.imagecaptioning.layers.PackedRnn;
import org.imagecaptioning.layers.PackedSequences;
import org.imagecaptioning.layers.Products;

/** A cell that hears words and sees no more than its first state tells. */
final class PlainRecurrence implements Recurrence {

  private final Parameters parameters;
  private final PackedCell cell;

  PlainRecurrence(Cell cell, Parameters parameters) {
    this.parameters = parameters;
    this.cell =
        switch (cell) {
          case RNN -> new PackedRnn();
          case LSTM -> new PackedLstm();
          case GRU -> new PackedGru();
        };
  }

  @Override
  public void begin(float[][] pictures, double dropout, long seed) {
    cell.begin(parameters.get("Wh"), parameters.get("b"));
  }

  @Override
  public void forward(
      PackedSequences sequences,
      int[] pictureOf,
      FloatMatrix h0,
      FloatMatrix c0,
      FloatMatrix x,
      FloatMatrix z,
      FloatMatrix h) {
    Products.multiply(x, parameters.get("Wx"), z);
    cell.forward(sequences, h0, c0, z, h);
  }

  @Override
  public Optional<FloatMatrix> cells(PackedSequences sequences) {
    return cell.cells(sequences);
  }

  @Override
  public double penalty(PackedSequences sequences, LossOptions options, double divisor) {
    return 0;
  }

  @Override
  public Gradients backward(
      PackedSequences sequences,
      FloatMatrix c0,
      FloatMatrix z,
      FloatMatrix h,
      FloatMatrix dh,
      FloatMatrix dh0,
      FloatMatrix dc0,
      FloatMatrix dx) {
    cell.backward(sequences, c0, z, parameters.get("Wh"), h, dh, z, dh0, dc0);
    Products.multiplyByTransposed(z, parameters.get("Wx"), dx);
    return new Gradients(cell.recurrentGradient(sequences, z), null);
  }
}
