package org.imagecaptioning.layers;

/**
 * What an LSTM does at a step when the sums of its gates are there, a row at a time: gates i, f, o,
 * g side by side. It keeps the cell states of one minibatch for the backward pass.
 *
 * <p>Each gate has an array of its own here, and loops are short: the compiler makes vector
 * instructions of neither what begins in the middle of an array nor of loops that do much.
 */
final class LstmCells {

  private static final int GATES = 4;

  private FloatMatrix c = FloatMatrix.zeros(0, 0); // cell states, (R, H)
  private float[][] biases = new float[GATES][0]; // of i, f, o, g
  private float[][] gates = new float[GATES][0]; // i, f, o, g
  private float[] cell = new float[0];
  private float[] before = new float[0];
  private float[] hidden = new float[0];
  private float[] dCell = new float[0];

  /**
   * Takes biases as they are now.
   *
   * @param b shape (1, 4H)
   */
  void begin(FloatMatrix b) {
    int size = b.cols() / GATES;
    biases = new float[GATES][size];
    for (int gate = 0; gate < GATES; gate++) {
      b.get(gate * size, biases[gate], size);
    }
  }

  /** Makes room for R rows of H numbers. */
  void prepare(int rows, int size) {
    if (c.cols() != size || c.rows() < rows) {
      c = FloatMatrix.zeros(rows, size);
      gates = new float[GATES][size];
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
   * After {@link #begin}.
   *
   * @param step whose rows are computed
   * @param c0 the cell's first state, shape (N, H)
   * @param z in: sums without their bias, shape (R, 4H); out: gates
   * @param h out: hidden states, shape (R, H)
   */
  void forward(PackedSequences sequences, int step, FloatMatrix c0, FloatMatrix z, FloatMatrix h) {
    for (int n = 0; n < sequences.active(step); n++) {
      int r = sequences.offset(step) + n;
      get(z, r);
      previousCell(sequences, c0, step, n, cell);
      activate(gates, biases);
      forward(gates, cell, hidden);
      put(z, r);
      c.put(r, cell);
      h.put(r, hidden);
    }
  }

  private void get(FloatMatrix z, int row) {
    int size = hidden.length;
    for (int gate = 0; gate < GATES; gate++) {
      z.get((row * GATES + gate) * size, gates[gate], size);
    }
  }

  private void put(FloatMatrix z, int row) {
    int size = hidden.length;
    for (int gate = 0; gate < GATES; gate++) {
      z.put((row * GATES + gate) * size, gates[gate], size);
    }
  }

  /** Turns the sums of one row into its gates, in place. */
  private static void activate(float[][] gates, float[][] biases) {
    for (int gate = 0; gate < GATES; gate++) {
      add(biases[gate], gates[gate]);
      if (gate < GATES - 1) {
        Activations.sigmoid(gates[gate], 0, gates[gate].length);
      } else {
        Activations.tanh(gates[gate], 0, gates[gate].length);
      }
    }
  }

  private static void add(float[] bias, float[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += bias[j];
    }
  }

  /**
   * @param gates i, f, o, g
   * @param c in: the cell state before; out: after
   * @param h out
   */
  private static void forward(float[][] gates, float[] c, float[] h) {
    nextCell(gates[0], gates[1], gates[3], c);
    System.arraycopy(c, 0, h, 0, c.length);
    Activations.tanh(h, 0, h.length);
    float[] o = gates[2];
    for (int j = 0; j < h.length; j++) {
      h[j] *= o[j];
    }
  }

  private static void nextCell(float[] i, float[] f, float[] g, float[] c) {
    for (int j = 0; j < c.length; j++) {
      c[j] = f[j] * c[j] + i[j] * g[j];
    }
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
    for (int n = 0; n < sequences.active(step); n++) {
      int r = sequences.offset(step) + n;
      get(z, r);
      c.get(r, cell);
      previousCell(sequences, c0, step, n, before);
      dh.get(r, hidden);
      dc.get(n, dCell);
      Activations.tanh(cell, 0, cell.length);
      throughOutput(gates[2], cell, hidden, dCell);
      throughCandidate(gates[0], gates[3], dCell);
      throughForget(gates[1], before, dCell);
      dc.put(n, dCell);
      put(dz, r);
    }
  }

  /**
   * @param o in: the gate; out: its gradient, as of all gates that of the sum
   * @param tanhCell tanh c
   * @param dc in: of c but for what comes by way of h; out: of c
   */
  private static void throughOutput(float[] o, float[] tanhCell, float[] dh, float[] dc) {
    for (int j = 0; j < dc.length; j++) {
      dc[j] += dh[j] * o[j] * (1 - tanhCell[j] * tanhCell[j]);
    }
    for (int j = 0; j < o.length; j++) {
      o[j] = dh[j] * tanhCell[j] * o[j] * (1 - o[j]);
    }
  }

  /**
   * @param i in: the gate; out: its gradient
   * @param g in: the candidate; out: its gradient
   */
  private static void throughCandidate(float[] i, float[] g, float[] dc) {
    for (int j = 0; j < dc.length; j++) {
      float gate = i[j];
      float candidate = g[j];
      i[j] = dc[j] * candidate * gate * (1 - gate);
      g[j] = dc[j] * gate * (1 - candidate * candidate);
    }
  }

  /**
   * @param f in: the gate; out: its gradient
   * @param before c of the step before
   * @param dc out: of c of the step before
   */
  private static void throughForget(float[] f, float[] before, float[] dc) {
    for (int j = 0; j < dc.length; j++) {
      float gate = f[j];
      f[j] = dc[j] * before[j] * gate * (1 - gate);
      dc[j] *= gate;
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
