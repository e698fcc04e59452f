package org.imagecaptioning.layers;

/** {@code Rnn} over packed sequences. */
public final class PackedRnn implements PackedCell {

  private final Panels weights = new Panels(); // Wh, then its transpose
  private float[] bias = new float[0]; // (mH)

  @Override
  public void begin(FloatMatrix wh, FloatMatrix b) {
    weights.copy(wh);
    bias = b.toArray();
  }

  @Override
  public void forward(
      PackedSequences sequences, FloatMatrix h0, FloatMatrix c0, FloatMatrix z, FloatMatrix h) {
    int hidden = h0.cols();
    float[] row = new float[hidden];
    for (int t = 0; t < sequences.steps(); t++) {
      Products.addProduct(t == 0 ? h0 : sequences.before(t, h), weights, sequences.at(t, z));
      for (int r = sequences.offset(t); r < sequences.offset(t + 1); r++) {
        z.get(r, row);
        for (int j = 0; j < hidden; j++) {
          row[j] += bias[j];
        }
        Activations.tanh(row, 0, hidden);
        h.put(r, row);
      }
    }
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
    int hidden = wh.rows();
    float[] state = new float[hidden];
    float[] gradient = new float[hidden];
    weights.copyTransposed(wh);
    for (int t = sequences.steps() - 1; t >= 0; t--) {
      for (int r = sequences.offset(t); r < sequences.offset(t + 1); r++) {
        h.get(r, state);
        dh.get(r, gradient);
        for (int j = 0; j < hidden; j++) {
          gradient[j] *= 1 - state[j] * state[j];
        }
        dz.put(r, gradient);
      }
      if (t > 0) {
        Products.addProduct(sequences.at(t, dz), weights, sequences.before(t, dh));
      }
    }
    Products.multiply(sequences.at(0, dz), weights, dh0);
  }
}
