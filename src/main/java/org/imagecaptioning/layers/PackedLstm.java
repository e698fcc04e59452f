package org.imagecaptioning.layers;

/** {@code Lstm} over packed sequences: gates i, f, o, g side by side, m = 4. */
public final class PackedLstm implements PackedCell {

  private FloatMatrix c = FloatMatrix.zeros(0, 0); // cell states, (R, H)
  private final Panels weights = new Panels(); // Wh, then its transpose

  @Override
  public void forward(
      PackedSequences sequences,
      FloatMatrix h0,
      FloatMatrix c0,
      FloatMatrix z,
      FloatMatrix wh,
      FloatMatrix b,
      FloatMatrix h) {
    int hidden = h0.cols();
    if (c.cols() != hidden || c.rows() < sequences.rows()) {
      c = FloatMatrix.zeros(sequences.rows(), hidden);
    }
    float[] bias = b.toArray();
    float[] gates = new float[4 * hidden];
    float[] cell = new float[hidden];
    float[] out = new float[hidden];
    weights.copy(wh);
    for (int t = 0; t < sequences.steps(); t++) {
      Products.addProduct(t == 0 ? h0 : sequences.before(t, h), weights, sequences.at(t, z));
      for (int n = 0; n < sequences.active(t); n++) {
        int r = sequences.offset(t) + n;
        z.get(r, gates);
        previousCell(sequences, c0, t, n, cell);
        activate(gates, bias, hidden);
        for (int j = 0; j < hidden; j++) {
          cell[j] = gates[hidden + j] * cell[j] + gates[j] * gates[3 * hidden + j];
          out[j] = cell[j];
        }
        Activations.tanh(out, 0, hidden);
        for (int j = 0; j < hidden; j++) {
          out[j] *= gates[2 * hidden + j];
        }
        z.put(r, gates);
        c.put(r, cell);
        h.put(r, out);
      }
    }
  }

  /** Turns the sums of one row into its gates, in place. */
  static void activate(float[] gates, float[] bias, int hidden) {
    for (int j = 0; j < 4 * hidden; j++) {
      gates[j] += bias[j];
    }
    Activations.sigmoid(gates, 0, 3 * hidden);
    Activations.tanh(gates, 3 * hidden, 4 * hidden);
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
    float[] gates = new float[4 * hidden];
    float[] cell = new float[hidden];
    float[] before = new float[hidden];
    float[] dHidden = new float[hidden];
    float[] dCell = new float[hidden];
    dc0.clear();
    weights.copyTransposed(wh);
    for (int t = sequences.steps() - 1; t >= 0; t--) {
      for (int n = 0; n < sequences.active(t); n++) {
        int r = sequences.offset(t) + n;
        z.get(r, gates);
        c.get(r, cell);
        previousCell(sequences, c0, t, n, before);
        dh.get(r, dHidden);
        dc0.get(n, dCell); // of this step, until it is that of the step before
        Activations.tanh(cell, 0, hidden);
        backward(gates, cell, before, dHidden, dCell, hidden);
        dc0.put(n, dCell);
        dz.put(r, gates);
      }
      if (t > 0) {
        Products.addProduct(sequences.at(t, dz), weights, sequences.before(t, dh));
      }
    }
    Products.multiply(sequences.at(0, dz), weights, dh0);
  }

  private static void backward(
      float[] gates, float[] tanhCell, float[] before, float[] dh, float[] dc, int hidden) {
    for (int j = 0; j < hidden; j++) {
      float i = gates[j];
      float f = gates[hidden + j];
      float o = gates[2 * hidden + j];
      float g = gates[3 * hidden + j];
      float d = dc[j] + dh[j] * o * (1 - tanhCell[j] * tanhCell[j]);
      gates[j] = d * g * i * (1 - i);
      gates[hidden + j] = d * before[j] * f * (1 - f);
      gates[2 * hidden + j] = dh[j] * tanhCell[j] * o * (1 - o);
      gates[3 * hidden + j] = d * i * (1 - g * g);
      dc[j] = d * f;
    }
  }

  private void previousCell(
      PackedSequences sequences, FloatMatrix c0, int step, int n, float[] into) {
    if (step == 0) {
      c0.get(n, into);
    } else {
      c.get(sequences.offset(step - 1) + n, into);
    }
  }
}
