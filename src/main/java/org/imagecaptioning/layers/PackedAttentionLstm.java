package org.imagecaptioning.layers;

/**
 * {@code AttentionLstm} over packed sequences, forward and backward: the fast path, tested to agree
 * with it. It keeps what the backward pass needs, so it is for one minibatch at a time and one
 * thread. N captions of R words in all, hidden H, P pictures of L places of C numbers, keys of A.
 */
public final class PackedAttentionLstm {

  private final LstmCells cells = new LstmCells();
  private final PackedAttention attention = new PackedAttention();
  private final Panels recurrent = new Panels(); // Wh, then its transpose
  private final Panels ofContext = new Panels(); // the context's rows of Wx, then their transpose
  private final Panels ofLook = new Panels(); // W_query and W_beta, then their transpose
  private FloatMatrix wLook = FloatMatrix.zeros(0, 0); // W_query and W_beta, (H, A + 1)
  private float bBeta;
  private Rooms rooms = new Rooms(0, 0, 0, 0);

  /**
   * @param wContext the rows of Wx that take the context, shape (C, 4H)
   * @param wh shape (H, 4H)
   * @param b shape (1, 4H)
   * @param wQuery shape (H, A)
   * @param v shape (A, 1)
   * @param wBeta shape (H, 1)
   * @param bBeta shape (1, 1)
   */
  public record Weights(
      FloatMatrix wContext,
      FloatMatrix wh,
      FloatMatrix b,
      FloatMatrix wQuery,
      FloatMatrix v,
      FloatMatrix wBeta,
      FloatMatrix bBeta) {}

  /**
   * What {@link #forward} leaves, until the next call.
   *
   * @param gated the contexts that went in, times beta, shape (R, C)
   * @param attention weights of the places at each row, shape (R, L)
   */
  public record Looked(FloatMatrix gated, FloatMatrix attention) {}

  /**
   * What {@link #backward} came to beside what it was given to fill, until the next call.
   *
   * @param dPlaces without what reaches the places by way of their keys, shape (PL, C)
   * @param dKeys shape (PL, A)
   * @param dQuery of h W_query, shape (R, A)
   * @param dBeta of h W_beta + b_beta, shape (R, 1)
   * @param dv of v, transposed, shape (1, A)
   */
  public record Gradients(
      FloatMatrix dPlaces,
      FloatMatrix dKeys,
      FloatMatrix dQuery,
      FloatMatrix dBeta,
      FloatMatrix dv) {}

  /**
   * Takes pictures and weights as they are now: those that {@link #forward} goes by until the next
   * call.
   */
  public void begin(PackedPlaces pictures, Weights weights) {
    recurrent.copy(weights.wh());
    ofContext.copy(weights.wContext());
    FloatMatrix query = weights.wQuery();
    if (wLook.rows() != query.rows() || wLook.cols() != query.cols() + 1) {
      wLook = FloatMatrix.zeros(query.rows(), query.cols() + 1);
    }
    putSideBySide(query, weights.wBeta(), wLook);
    ofLook.copy(wLook);
    cells.begin(weights.b());
    bBeta = weights.bBeta().toArray()[0];
    attention.begin(pictures, weights.v());
  }

  /**
   * All steps forward, after {@link #begin}.
   *
   * @param pictures of the places and keys that it began with
   * @param h0 shape (N, H)
   * @param c0 the cell's first state, shape (N, H)
   * @param z in: what the words add to the gates, shape (R, 4H); overwritten
   * @param h out: hidden states, shape (R, H)
   */
  public Looked forward(
      PackedSequences sequences,
      PackedPlaces pictures,
      FloatMatrix h0,
      FloatMatrix c0,
      FloatMatrix z,
      FloatMatrix h) {
    int rows = sequences.rows();
    int keys = pictures.keys().cols();
    cells.prepare(rows, h0.cols());
    attention.makeRoom(sequences, pictures);
    rooms = rooms.atLeast(rows, pictures);
    for (int t = 0; t < sequences.steps(); t++) {
      FloatMatrix previous = t == 0 ? h0 : sequences.before(t, h);
      Products.multiply(previous, ofLook, sequences.at(t, rooms.look));
      attention.forward(sequences, t, pictures, rooms.look, rooms.context);
      gate(sequences, t, keys);
      FloatMatrix sums = sequences.at(t, z);
      Products.addProduct(previous, recurrent, sums);
      Products.addProduct(sequences.at(t, rooms.gated), ofContext, sums);
      cells.forward(sequences, t, c0, z, h);
    }
    return new Looked(rooms.gated.rows(0, rows), attention.weights(sequences));
  }

  /** The cell states that {@link #forward} came to, shape (R, H). */
  public FloatMatrix cells(PackedSequences sequences) {
    return cells.states(sequences);
  }

  private static void putSideBySide(FloatMatrix wide, FloatMatrix column, FloatMatrix both) {
    float[] one = column.toArray();
    float[] row = new float[both.cols()];
    for (int r = 0; r < wide.rows(); r++) {
      wide.get(r, row);
      row[wide.cols()] = one[r];
      both.put(r, row);
    }
  }

  /** Where a row of {@code look} has the sum of its gate, leaves the gate. */
  private void gate(PackedSequences sequences, int step, int keys) {
    float[] look = new float[keys + 1];
    float[] context = new float[rooms.context.cols()];
    for (int r = sequences.offset(step); r < sequences.offset(step + 1); r++) {
      rooms.look.get(r, look);
      look[keys] += bBeta;
      Activations.sigmoid(look, keys, keys + 1);
      rooms.look.put(r, look);
      rooms.context.get(r, context);
      for (int j = 0; j < context.length; j++) {
        context[j] *= look[keys];
      }
      rooms.gated.put(r, context);
    }
  }

  /**
   * All steps backward, after {@link #forward} of the same arguments.
   *
   * @param dh in: gradient of the hidden states from what reads them, shape (R, H); overwritten
   * @param dSeen gradient of the sum of each caption's weights over its steps, shape (N, L)
   * @param dz out: gradient of what the words add, shape (R, 4H); may be z itself
   * @param dh0 out: shape (N, H)
   * @param dc0 out: shape (N, H)
   */
  public Gradients backward(
      PackedSequences sequences,
      PackedPlaces pictures,
      FloatMatrix c0,
      FloatMatrix z,
      Weights weights,
      FloatMatrix dh,
      FloatMatrix dSeen,
      FloatMatrix dz,
      FloatMatrix dh0,
      FloatMatrix dc0) {
    int rows = sequences.rows();
    int keys = pictures.keys().cols();
    recurrent.copyTransposed(weights.wh());
    ofContext.copyTransposed(weights.wContext());
    ofLook.copyTransposed(wLook);
    FloatMatrix dKeys = rooms.dKeys.rows(0, pictures.keys().rows());
    FloatMatrix dPlaces = rooms.dPlaces.rows(0, pictures.places().rows());
    dKeys.clear();
    dc0.clear(); // of each step, until it is that of the step before
    ColumnSums dv = new ColumnSums(keys);
    for (int t = sequences.steps() - 1; t >= 0; t--) {
      cells.backward(sequences, t, c0, z, dh, dz, dc0);
      FloatMatrix dSums = sequences.at(t, dz);
      Products.multiply(dSums, ofContext, sequences.at(t, rooms.dGated));
      float[] dBetas = gateBackward(sequences, t, keys);
      attention.backward(sequences, t, pictures, rooms.context, dSeen, rooms.look, dKeys, dv);
      split(sequences, t, keys, dBetas);
      FloatMatrix before = t == 0 ? dh0 : sequences.before(t, dh);
      if (t == 0) {
        Products.multiply(dSums, recurrent, before);
      } else {
        Products.addProduct(dSums, recurrent, before);
      }
      Products.addProduct(sequences.at(t, rooms.look), ofLook, before);
    }
    attention.placesBackward(sequences, pictures, rooms.context, dPlaces);
    dv.put(rooms.dv);
    return new Gradients(
        dPlaces, dKeys, rooms.dQuery.rows(0, rows), rooms.dBeta.rows(0, rows), rooms.dv);
  }

  /**
   * Puts the gradient of the context where the context was.
   *
   * @return the gradients of the gates' sums at this step
   */
  private float[] gateBackward(PackedSequences sequences, int step, int keys) {
    float[] look = new float[keys + 1];
    float[] context = new float[rooms.context.cols()];
    float[] dGated = new float[rooms.context.cols()];
    float[] dBetas = new float[sequences.active(step)];
    for (int n = 0; n < dBetas.length; n++) {
      int r = sequences.offset(step) + n;
      rooms.look.get(r, look);
      rooms.context.get(r, context);
      rooms.dGated.get(r, dGated);
      float beta = look[keys];
      float dBeta = 0;
      for (int j = 0; j < context.length; j++) {
        dBeta += dGated[j] * context[j];
        dGated[j] *= beta;
      }
      rooms.context.put(r, dGated);
      dBetas[n] = dBeta * beta * (1 - beta);
    }
    return dBetas;
  }

  /** Puts the gradients of the gates' sums beside those of the queries, and both by themselves. */
  private void split(PackedSequences sequences, int step, int keys, float[] dBetas) {
    float[] look = new float[keys + 1];
    for (int n = 0; n < dBetas.length; n++) {
      int r = sequences.offset(step) + n;
      rooms.look.get(r, look);
      look[keys] = dBetas[n];
      rooms.look.put(r, look);
      rooms.dQuery.put(r, look);
      rooms.dBeta.put(r, new float[] {dBetas[n]});
    }
  }

  /** What one minibatch takes. */
  private static final class Rooms {

    final FloatMatrix look; // query and gate, (R, A + 1); then the gradients of both
    final FloatMatrix context; // before its gate, (R, C); then its gradient
    final FloatMatrix gated; // (R, C)
    final FloatMatrix dGated; // (R, C)
    final FloatMatrix dQuery; // (R, A)
    final FloatMatrix dBeta; // (R, 1)
    final FloatMatrix dPlaces; // (PL, C)
    final FloatMatrix dKeys; // (PL, A)
    final FloatMatrix dv; // (1, A)

    Rooms(int rows, int places, int numbers, int keys) {
      look = FloatMatrix.zeros(rows, keys + 1);
      context = FloatMatrix.zeros(rows, numbers);
      gated = FloatMatrix.zeros(rows, numbers);
      dGated = FloatMatrix.zeros(rows, numbers);
      dQuery = FloatMatrix.zeros(rows, keys);
      dBeta = FloatMatrix.zeros(rows, 1);
      dPlaces = FloatMatrix.zeros(places, numbers);
      dKeys = FloatMatrix.zeros(places, keys);
      dv = FloatMatrix.zeros(1, keys);
    }

    Rooms atLeast(int rows, PackedPlaces pictures) {
      int places = pictures.places().rows();
      int numbers = pictures.places().cols();
      int keys = pictures.keys().cols();
      if (rows <= look.rows()
          && places <= dPlaces.rows()
          && numbers == context.cols()
          && keys == dQuery.cols()) {
        return this;
      }
      return new Rooms(
          Math.max(rows + rows / 8, look.rows()), Math.max(places, dPlaces.rows()), numbers, keys);
    }
  }
}
