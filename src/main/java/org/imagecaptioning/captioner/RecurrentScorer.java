package org.imagecaptioning.captioner;

import org.imagecaptioning.layers.Activations;
import org.imagecaptioning.layers.PackedGru;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent network about to speak. With B rows: hidden h (B, H), cell c (B, H), gates z (mH) of
 * one row at a time, scores (B, V). The rows of a step share its products, and what they owe to the
 * same parent.
 */
final class RecurrentScorer implements WordScorer {

  private final CaptionerConfig config;
  private final SpokenWeights weights;
  private final @Nullable AttendedPicture picture;
  private final float[] inputs;
  private final float[] gates;
  private final float[] scratch;

  /** Of the last step; the first ones are h0 and c0. */
  private State state;

  /** What the next step overwrites. */
  private State spare;

  private Parents last = Parents.of(new int[] {0});
  private float[][] remembered = {}; // (B, mH)
  private float[][] seen = {}; // (B, mH)
  private float[][] logProbabilities = {};

  /**
   * One that does not attend.
   *
   * @param h0 the first rows, shape (B, H); overwritten in the end
   * @param c0 shape (B, H), as h0
   */
  RecurrentScorer(CaptionerConfig config, SpokenWeights weights, float[][] h0, float[][] c0) {
    this(config, weights, h0, c0, null);
  }

  /**
   * @param picture what all rows look at, null where the captioner does not attend
   */
  RecurrentScorer(
      CaptionerConfig config,
      SpokenWeights weights,
      float[][] h0,
      float[][] c0,
      @Nullable AttendedPicture picture) {
    this.config = config;
    this.weights = weights;
    this.picture = picture;
    this.inputs = new float[weights.b.length];
    this.gates = new float[weights.b.length];
    this.scratch = new float[config.vocabulary()];
    this.state = new State(h0, c0);
    this.spare = State.zeros(0, config.hidden());
  }

  @Override
  public int vocabularySize() {
    return config.vocabulary();
  }

  @Override
  public float[][] next(int[] parents, int[] words) {
    int rows = words.length;
    makeRoom(rows);
    State before = state;
    State after = spare;
    last = Parents.of(parents);
    remember(before);
    for (int row = 0; row < rows; row++) {
      float[] x = weights.input(words[row]);
      System.arraycopy(remembered[last.places()[row]], 0, gates, 0, gates.length);
      int parent = parents[row];
      switch (config.cell()) {
        case RNN -> rnn(x, gates, after.h[row]);
        case LSTM -> lstm(x, gates, before.c[parent], after.c[row], after.h[row]);
        case GRU -> gru(x, gates, before.h[parent], after.h[row]);
      }
    }
    spare = before;
    state = after;
    return logProbabilities(rows);
  }

  @Override
  public float[] attention(int row) {
    return picture == null ? WordScorer.super.attention(row) : picture.weights(last.places()[row]);
  }

  /** What the gates owe to the parents, whatever word comes next. */
  private void remember(State before) {
    int count = last.count();
    float[][] h = new float[count][];
    for (int place = 0; place < count; place++) {
      h[place] = before.h[last.distinct()[place]];
    }
    weights.wh.multiply(h, count, remembered);
    if (picture != null && weights.attention != null) {
      weights.attention.wContext().multiply(picture.look(h, count), count, seen);
      for (int place = 0; place < count; place++) {
        add(seen[place], remembered[place]);
      }
    }
  }

  private void makeRoom(int rows) {
    if (spare.h.length < rows) {
      spare = State.zeros(rows, config.hidden());
    }
    if (remembered.length < rows) {
      remembered = new float[rows][weights.b.length];
      seen = new float[picture == null ? 0 : rows][weights.b.length];
      logProbabilities = new float[rows][config.vocabulary()];
    }
  }

  /**
   * @param x the word's x Wx
   * @param z h Wh; overwritten, as in the other cells
   * @param h the new hidden state
   */
  private void rnn(float[] x, float[] z, float[] h) {
    sum(x, z);
    System.arraycopy(z, 0, h, 0, h.length);
    Activations.tanh(h, 0, h.length);
  }

  private void lstm(float[] x, float[] z, float[] before, float[] c, float[] h) {
    sum(x, z);
    int hidden = h.length;
    Activations.sigmoid(z, 0, 3 * hidden);
    Activations.tanh(z, 3 * hidden, 4 * hidden);
    for (int j = 0; j < hidden; j++) {
      c[j] = z[hidden + j] * before[j] + z[j] * z[3 * hidden + j];
      h[j] = c[j];
    }
    Activations.tanh(h, 0, hidden);
    for (int j = 0; j < hidden; j++) {
      h[j] *= z[2 * hidden + j];
    }
  }

  private void gru(float[] x, float[] u, float[] before, float[] h) {
    System.arraycopy(x, 0, inputs, 0, inputs.length);
    System.arraycopy(before, 0, h, 0, h.length);
    PackedGru.step(inputs, u, weights.b, h, h.length);
  }

  private static void add(float[] x, float[] z) {
    for (int j = 0; j < z.length; j++) {
      z[j] += x[j];
    }
  }

  /** z += x + b. */
  private void sum(float[] x, float[] z) {
    float[] b = weights.b;
    for (int j = 0; j < z.length; j++) {
      z[j] += x[j] + b[j];
    }
  }

  private float[][] logProbabilities(int rows) {
    weights.wVocab.affine(state.h, rows, weights.bVocab, logProbabilities);
    for (int row = 0; row < rows; row++) {
      Activations.logSoftmax(logProbabilities[row], config.vocabulary(), scratch);
    }
    return logProbabilities;
  }

  /** One row a caption in the making. */
  @SuppressWarnings("ArrayRecordComponent")
  private record State(float[][] h, float[][] c) {

    static State zeros(int rows, int hidden) {
      return new State(new float[rows][hidden], new float[rows][hidden]);
    }
  }
}
