package org.imagecaptioning.layers;

/**
 * What an LSTM does at a step when the sums of its gates are there, a row at a time: gates i, f, o,
 * g side by side. It keeps the cell states of one minibatch for the backward pass.
 */
final class LstmCells {

  private FloatMatrix c = FloatMatrix.zeros(0, 0); // cell states, (R, H)
  private float[] gates = new float[0];
  private float[] cell = new float[0];
  private float[] before = new float[0];
  private float[] hidden = new float[0];
  private float[] dCell = new float[0];

  /** Makes room for R rows of H numbers. */
  void prepare(int rows, int size) {
    if (c.cols() != size || c.rows() < rows) {
      c = FloatMatrix.zeros(rows, size);
      gates = new float[4 * size];
      cell = new float[size];
      before = new float[size];
      hidden = new float[size];
      dCell = new float[size];
    }
  }

  /** What {@link #forward} of all steps made of the cells, shape (R, H). */
  FloatMatrix states(PackedSequences sequences) {
    return c.rows(0, sequences.rows());
  }

  /**
   * @param step whose rows are computed
   * @param c0 the cell's first state, shape (N, H)
   * @param z in: sums without their bias, shape (R, 4H); out: gates
   * @param bias (4H)
   * @param h out: hidden states, shape (R, H)
   */
  void forward(
      PackedSequences sequences,
      int step,
      FloatMatrix c0,
      FloatMatrix z,
      float[] bias,
      FloatMatrix h) {
    int size = hidden.length;
    for (int n = 0; n < sequences.active(step); n++) {
      int r = sequences.offset(step) + n;
      z.get(r, gates);
      previousCell(sequences, c0, step, n, cell);
      activate(gates, bias, size);
      for (int j = 0; j < size; j++) {
        cell[j] = gates[size + j] * cell[j] + gates[j] * gates[3 * size + j];
        hidden[j] = cell[j];
      }
      Activations.tanh(hidden, 0, size);
      for (int j = 0; j < size; j++) {
        hidden[j] *= gates[2 * size + j];
      }
      z.put(r, gates);
      c.put(r, cell);
      h.put(r, hidden);
    }
  }

  /** Turns the sums of one row into its gates, in place. */
  private static void activate(float[] gates, float[] bias, int size) {
    for (int j = 0; j < 4 * size; j++) {
      gates[j] += bias[j];
    }
    Activations.sigmoid(gates, 0, 3 * size);
    Activations.tanh(gates, 3 * size, 4 * size);
  }

  /**
   * @param step whose rows are computed, after the step behind it
   * @param z gates, shape (R, 4H)
   * @param dh gradient of the hidden states, shape (R, H)
   * @param dz out: gradient of the sums, shape (R, 4H); may be z itself
   * @param dc in: gradient of the cell states of this step, but for what comes by way of h; out:
   *     that of the step before; shape (N, H)
   */
  void backward(
      PackedSequences sequences,
      int step,
      FloatMatrix c0,
      FloatMatrix z,
      FloatMatrix dh,
      FloatMatrix dz,
      FloatMatrix dc) {
    int size = hidden.length;
    for (int n = 0; n < sequences.active(step); n++) {
      int r = sequences.offset(step) + n;
      z.get(r, gates);
      c.get(r, cell);
      previousCell(sequences, c0, step, n, before);
      dh.get(r, hidden);
      dc.get(n, dCell);
      Activations.tanh(cell, 0, size);
      backward(gates, cell, before, hidden, dCell, size);
      dc.put(n, dCell);
      dz.put(r, gates);
    }
  }

  private static void backward(
      float[] gates, float[] tanhCell, float[] before, float[] dh, float[] dc, int size) {
    for (int j = 0; j < size; j++) {
      float i = gates[j];
      float f = gates[size + j];
      float o = gates[2 * size + j];
      float g = gates[3 * size + j];
      float d = dc[j] + dh[j] * o * (1 - tanhCell[j] * tanhCell[j]);
      gates[j] = d * g * i * (1 - i);
      gates[size + j] = d * before[j] * f * (1 - f);
      gates[2 * size + j] = dh[j] * tanhCell[j] * o * (1 - o);
      gates[3 * size + j] = d * i * (1 - g * g);
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
