package org.imagecaptioning.layers;

import java.util.Optional;

/** {@code Lstm} over packed sequences: gates i, f, o, g side by side, m = 4. */
public final class PackedLstm implements PackedCell {

  private final LstmCells cells = new LstmCells();
  private final Panels weights = new Panels(); // Wh, then its transpose

  @Override
  public void begin(FloatMatrix wh, FloatMatrix b) {
    weights.copy(wh);
    cells.begin(b);
  }

  @Override
  public void forward(
      PackedSequences sequences, FloatMatrix h0, FloatMatrix c0, FloatMatrix z, FloatMatrix h) {
    cells.prepare(sequences.rows(), h0.cols());
    for (int t = 0; t < sequences.steps(); t++) {
      Products.addProduct(t == 0 ? h0 : sequences.before(t, h), weights, sequences.at(t, z));
      cells.forward(sequences, t, c0, z, h);
    }
  }

  @Override
  public Optional<FloatMatrix> cells(PackedSequences sequences) {
    return Optional.of(cells.states(sequences));
  }

  @Override
  public void backward(
      PackedSequences sequences,
      FloatMatrix c0,
      FloatMatrix z,
      FloatMatrix wh,
      FloatMatrix h,
      FloatMatrix dh,
      FloatMatrix dz,
      FloatMatrix dh0,
      FloatMatrix dc0) {
    dc0.clear(); // of each step, until it is that of the step before
    weights.copyTransposed(wh);
    for (int t = sequences.steps() - 1; t >= 0; t--) {
      cells.backward(sequences, t, c0, z, dh, dz, dc0);
      if (t > 0) {
        Products.addProduct(sequences.at(t, dz), weights, sequences.before(t, dh));
      }
    }
    Products.multiply(sequences.at(0, dz), weights, dh0);
  }
}
