package org.imagecaptioning.layers;

/** {@code Gru} over packed sequences: gates r, z and the candidate n side by side, m = 3. */
public final class PackedGru implements PackedCell {

  private FloatMatrix h0 = FloatMatrix.zeros(0, 0); // as given to the forward pass, (N, H)
  private FloatMatrix un = FloatMatrix.zeros(0, 0); // what the reset gate acts on, (R, H)
  private FloatMatrix u = FloatMatrix.zeros(0, 0); // h Wh, then its gradient, (R, 3H)
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
    this.h0 = h0;
    if (un.cols() != hidden || un.rows() < sequences.rows()) {
      un = FloatMatrix.zeros(sequences.rows(), hidden);
      u = FloatMatrix.zeros(sequences.rows(), 3 * hidden);
    }
    float[] gates = new float[3 * hidden];
    float[] recurrent = new float[3 * hidden];
    float[] state = new float[hidden];
    for (int t = 0; t < sequences.steps(); t++) {
      Products.multiply(t == 0 ? h0 : sequences.before(t, h), weights, sequences.at(t, u));
      for (int n = 0; n < sequences.active(t); n++) {
        int r = sequences.offset(t) + n;
        z.get(r, gates);
        u.get(r, recurrent);
        previousState(sequences, h, t, n, state);
        step(gates, recurrent, bias, state, hidden);
        z.put(r, gates);
        h.put(r, state);
        System.arraycopy(recurrent, 2 * hidden, state, 0, hidden);
        un.put(r, state);
      }
    }
  }

  /**
   * One row, in place.
   *
   * @param gates in: x Wx; out: r, z and n; (3H)
   * @param recurrent h Wh, (3H)
   * @param bias (3H)
   * @param state in: h; out: h'; (H)
   */
  public static void step(
      float[] gates, float[] recurrent, float[] bias, float[] state, int hidden) {
    for (int j = 0; j < 2 * hidden; j++) {
      gates[j] += recurrent[j] + bias[j];
    }
    Activations.sigmoid(gates, 0, 2 * hidden);
    for (int j = 0; j < hidden; j++) {
      int n = 2 * hidden + j;
      gates[n] += bias[n] + gates[j] * recurrent[n];
    }
    Activations.tanh(gates, 2 * hidden, 3 * hidden);
    for (int j = 0; j < hidden; j++) {
      float n = gates[2 * hidden + j];
      state[j] = n + gates[hidden + j] * (state[j] - n);
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
    float[] gates = new float[3 * hidden];
    float[] dRecurrent = new float[3 * hidden];
    float[] before = new float[hidden];
    float[] candidate = new float[hidden];
    float[] gradient = new float[hidden];
    weights.copyTransposed(wh);
    for (int t = sequences.steps() - 1; t >= 0; t--) {
      FloatMatrix du = sequences.at(t, u);
      FloatMatrix dBefore = t == 0 ? dh0 : sequences.before(t, dh);
      if (t == 0) {
        dh0.clear();
      }
      for (int n = 0; n < sequences.active(t); n++) {
        int r = sequences.offset(t) + n;
        z.get(r, gates);
        un.get(r, candidate);
        previousState(sequences, h, t, n, before);
        dh.get(r, gradient);
        backward(gates, dRecurrent, before, candidate, gradient, hidden);
        dz.put(r, gates);
        u.put(r, dRecurrent);
        dBefore.get(n, before);
        for (int j = 0; j < hidden; j++) {
          before[j] += gradient[j];
        }
        dBefore.put(n, before);
      }
      Products.addProduct(du, weights, dBefore);
    }
  }

  /**
   * One row, in place.
   *
   * @param gates in: r, z and n; out: the gradient of x Wx
   * @param dRecurrent out: the gradient of h Wh
   * @param un what the reset gate acts on
   * @param dh in: the gradient of h'; out: what of it reaches h by way of the update gate alone
   */
  private static void backward(
      float[] gates, float[] dRecurrent, float[] h, float[] un, float[] dh, int hidden) {
    for (int j = 0; j < hidden; j++) {
      float r = gates[j];
      float z = gates[hidden + j];
      float n = gates[2 * hidden + j];
      float dan = dh[j] * (1 - z) * (1 - n * n);
      gates[j] = dan * un[j] * r * (1 - r);
      gates[hidden + j] = dh[j] * (h[j] - n) * z * (1 - z);
      gates[2 * hidden + j] = dan;
      dRecurrent[j] = gates[j];
      dRecurrent[hidden + j] = gates[hidden + j];
      dRecurrent[2 * hidden + j] = dan * r;
      dh[j] *= z;
    }
  }

  @Override
  public FloatMatrix recurrentGradient(PackedSequences sequences, FloatMatrix dz) {
    return u.rows(0, sequences.rows());
  }

  private void previousState(
      PackedSequences sequences, FloatMatrix h, int step, int n, float[] into) {
    if (step == 0) {
      h0.get(n, into);
    } else {
      h.get(sequences.offset(step - 1) + n, into);
    }
  }
}
