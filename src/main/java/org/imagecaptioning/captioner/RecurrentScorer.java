package org.imagecaptioning.captioner;

import org.imagecaptioning.layers.Activations;
import org.imagecaptioning.layers.FloatMatrix;
import org.imagecaptioning.layers.PackedGru;
import org.imagecaptioning.layers.Products;

/**
 * A recurrent network about to speak. With B rows: words x (B, W), hidden h (B, H), cell c (B, H),
 * gates z (B, mH), scores (B, V).
 */
final class RecurrentScorer implements WordScorer {

  private final CaptionerConfig config;
  private final Parameters parameters;
  private final float[] bias;
  private final float[] scoreBias;
  private final float[] gates;
  private final float[] scratch;
  private FloatMatrix h;
  private FloatMatrix c;
  private Buffers buffers;

  RecurrentScorer(CaptionerConfig config, Parameters parameters, FloatMatrix h0, FloatMatrix c0) {
    this.config = config;
    this.parameters = parameters;
    this.bias = parameters.get("b").toArray();
    this.scoreBias = parameters.get("b_vocab").toArray();
    this.gates = new float[config.cell().gates() * config.hidden()];
    this.scratch = new float[Math.max(config.vocabulary(), config.hidden())];
    this.h = h0;
    this.c = c0;
    this.buffers = new Buffers(config, 1);
  }

  @Override
  public int vocabularySize() {
    return config.vocabulary();
  }

  @Override
  public float[][] next(int[] parents, int[] words) {
    int rows = words.length;
    if (buffers.capacity < rows) {
      buffers = new Buffers(config, rows);
    }
    FloatMatrix x = buffers.x.rows(0, rows);
    FloatMatrix z = buffers.z.rows(0, rows);
    FloatMatrix parentH = buffers.parentH.rows(0, rows);
    for (int row = 0; row < rows; row++) {
      x.putRow(row, parameters.get("W_embed"), words[row]);
      parentH.putRow(row, h, parents[row]);
      buffers.parentC.putRow(row, c, parents[row]);
    }
    Products.multiply(x, parameters.get("Wx"), z);
    if (config.cell() == Cell.GRU) {
      Products.multiply(parentH, parameters.get("Wh"), buffers.u.rows(0, rows));
    } else {
      Products.addProduct(parentH, parameters.get("Wh"), z);
    }
    h = buffers.h.rows(0, rows);
    c = buffers.c.rows(0, rows);
    for (int row = 0; row < rows; row++) {
      z.get(row, gates);
      switch (config.cell()) {
        case RNN -> rnn();
        case LSTM -> lstm(row);
        case GRU -> gru(row);
      }
      h.put(row, gates);
    }
    FloatMatrix scores = buffers.scores.rows(0, rows);
    Products.multiply(h, parameters.get("W_vocab"), scores);
    return logProbabilities(scores);
  }

  private void rnn() {
    addBias();
    Activations.tanh(gates, 0, config.hidden());
  }

  /**
   * From the sums of all gates to the hidden state, which is left at the beginning of the gates.
   */
  private void lstm(int row) {
    addBias();
    int hidden = config.hidden();
    float[] cell = buffers.cell;
    Activations.sigmoid(gates, 0, 3 * hidden);
    Activations.tanh(gates, 3 * hidden, 4 * hidden);
    buffers.parentC.get(row, cell);
    for (int j = 0; j < hidden; j++) {
      cell[j] = gates[hidden + j] * cell[j] + gates[j] * gates[3 * hidden + j];
    }
    c.put(row, cell);
    Activations.tanh(cell, 0, hidden);
    for (int j = 0; j < hidden; j++) {
      gates[j] = gates[2 * hidden + j] * cell[j];
    }
  }

  /** From x Wx in the gates to the hidden state, which is left at their beginning. */
  private void gru(int row) {
    buffers.u.get(row, buffers.recurrent);
    buffers.parentH.get(row, buffers.cell);
    PackedGru.step(gates, buffers.recurrent, bias, buffers.cell, config.hidden());
    System.arraycopy(buffers.cell, 0, gates, 0, config.hidden());
  }

  private void addBias() {
    for (int j = 0; j < gates.length; j++) {
      gates[j] += bias[j];
    }
  }

  private float[][] logProbabilities(FloatMatrix scores) {
    int vocabulary = config.vocabulary();
    float[][] logProbabilities = buffers.logProbabilities;
    for (int row = 0; row < scores.rows(); row++) {
      scores.get(row, logProbabilities[row]);
      for (int v = 0; v < vocabulary; v++) {
        logProbabilities[row][v] += scoreBias[v];
      }
      Activations.logSoftmax(logProbabilities[row], vocabulary, scratch);
    }
    return logProbabilities;
  }

  /**
   * What up to so many rows take. The states of a step are read while those of the next are made.
   */
  private static final class Buffers {

    final int capacity;
    final FloatMatrix x;
    final FloatMatrix z;
    final FloatMatrix h;
    final FloatMatrix c;
    final FloatMatrix parentH;
    final FloatMatrix parentC;
    final FloatMatrix scores;
    final FloatMatrix u; // h Wh, where a cell does not simply add it to x Wx
    final float[] cell;
    final float[] recurrent;
    final float[][] logProbabilities;

    Buffers(CaptionerConfig config, int capacity) {
      this.capacity = capacity;
      x = FloatMatrix.zeros(capacity, config.embedding());
      z = FloatMatrix.zeros(capacity, config.cell().gates() * config.hidden());
      h = FloatMatrix.zeros(capacity, config.hidden());
      c = FloatMatrix.zeros(capacity, config.hidden());
      parentH = FloatMatrix.zeros(capacity, config.hidden());
      parentC = FloatMatrix.zeros(capacity, config.hidden());
      scores = FloatMatrix.zeros(capacity, config.vocabulary());
      boolean apart = config.cell() == Cell.GRU;
      u = FloatMatrix.zeros(apart ? capacity : 0, config.cell().gates() * config.hidden());
      cell = new float[config.hidden()];
      recurrent = new float[config.cell().gates() * config.hidden()];
      logProbabilities = new float[capacity][config.vocabulary()];
    }
  }
}
