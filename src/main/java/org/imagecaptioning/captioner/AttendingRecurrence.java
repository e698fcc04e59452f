package org.imagecaptioning.captioner;

import java.util.Objects;
import java.util.Optional;
import org.imagecaptioning.layers.FloatMatrix;
import org.imagecaptioning.layers.PackedAttentionLstm;
import org.imagecaptioning.layers.PackedDoublyStochasticPenalty;
import org.imagecaptioning.layers.PackedPlaces;
import org.imagecaptioning.layers.PackedSequences;
import org.imagecaptioning.layers.Products;
import org.imagecaptioning.layers.Rows;
import org.jspecify.annotations.Nullable;

/**
 * An LSTM that looks at the grid of a picture before each word. The grid of each of the P pictures
 * of a shard becomes L places and their keys once, for all of its captions.
 */
final class AttendingRecurrence implements Recurrence {

  /** Sets what is dropped of grids apart from what is dropped elsewhere by the same seed. */
  private static final long STREAM = 0x6A09E667F3BCC909L;

  private final CaptionerConfig config;
  private final Parameters parameters;
  private final PackedAttentionLstm lstm = new PackedAttentionLstm();
  private FloatMatrix grid = FloatMatrix.zeros(0, 0); // after dropout, (PL, D)
  private FloatMatrix places = FloatMatrix.zeros(0, 0); // (PL, H)
  private FloatMatrix keys = FloatMatrix.zeros(0, 0); // (PL, A)
  private FloatMatrix dSeen = FloatMatrix.zeros(0, 0); // (N, L)
  private @Nullable Seen seen;
  private @Nullable Pass pass;

  AttendingRecurrence(CaptionerConfig config, Parameters parameters) {
    this.config = config;
    this.parameters = parameters;
  }

  /** P pictures: grid (PL, D), places (PL, H) and keys (PL, A). */
  private record Seen(int pictures, FloatMatrix grid, FloatMatrix places, FloatMatrix keys) {

    PackedPlaces of(int[] pictureOf) {
      return PackedPlaces.of(places, keys, pictures, pictureOf);
    }
  }

  /** What the forward pass leaves for the backward pass. */
  private record Pass(PackedPlaces pictures, PackedAttentionLstm.Looked looked) {}

  @Override
  public void begin(float[][] pictures, double dropout, long seed) {
    FloatMatrix grids = grids(pictures);
    Rows.dropout(grids, dropout, seed ^ STREAM);
    seen = project(pictures.length, grids);
    lstm.begin(seen.of(new int[0]), weights());
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
    PackedPlaces pictures = seen().of(pictureOf);
    Products.multiply(x, ofWords(), z);
    pass = new Pass(pictures, lstm.forward(sequences, pictures, h0, c0, z, h));
  }

  @Override
  public Optional<FloatMatrix> cells(PackedSequences sequences) {
    return Optional.of(lstm.cells(sequences));
  }

  /** The grids of pictures, one after the other, (PL, D). */
  private FloatMatrix grids(float[][] pictures) {
    int size = pictures[0].length;
    int rows = pictures.length * (size / config.features());
    if (grid.rows() < rows) {
      grid = FloatMatrix.zeros(rows, config.features());
      places = FloatMatrix.zeros(rows, config.hidden());
      keys = FloatMatrix.zeros(rows, config.attention());
    }
    for (int p = 0; p < pictures.length; p++) {
      float[] picture = pictures[p];
      if (picture.length != size || size % config.features() != 0) {
        throw new IllegalArgumentException(
            "The grid of each picture of a minibatch has as many places, of %d numbers each, not %d and %d numbers"
                .formatted(config.features(), size, picture.length));
      }
      grid.put(p * size, picture, size);
    }
    return grid.rows(0, rows);
  }

  private Seen project(int pictures, FloatMatrix grids) {
    FloatMatrix of = places.rows(0, grids.rows());
    FloatMatrix with = keys.rows(0, grids.rows());
    Products.multiply(grids, parameters.get("W_place"), of);
    Rows.add(of, parameters.get("b_place"));
    Rows.relu(of);
    Products.multiply(of, parameters.get("W_key"), with);
    Rows.add(with, parameters.get("b_key"));
    return new Seen(pictures, grids, of, with);
  }

  @Override
  public double penalty(PackedSequences sequences, LossOptions options, double divisor) {
    FloatMatrix attention = pass().looked().attention();
    dSeen = FloatMatrix.zeros(sequences.captions(), attention.cols());
    return PackedDoublyStochasticPenalty.of(
        sequences, attention, options.attentionPenalty(), divisor, dSeen);
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
    PackedPlaces pictures = pass().pictures();
    PackedAttentionLstm.Gradients gradients =
        lstm.backward(sequences, pictures, c0, z, weights(), dh, dSeen, z, dh0, dc0);
    Products.multiplyByTransposed(z, ofWords(), dx);
    FloatMatrix dProjected = gradients.dPlaces();
    Products.addProductByTransposed(gradients.dKeys(), parameters.get("W_key"), dProjected);
    Rows.reluBackward(pictures.places(), dProjected);
    return new Gradients(
        z,
        new LookedAt(
            seen().grid(), dProjected, pictures.places(), pass().looked().gated(), gradients));
  }

  private Seen seen() {
    return Objects.requireNonNull(seen);
  }

  private Pass pass() {
    return Objects.requireNonNull(pass);
  }

  /** The rows of Wx that take the word, (W, 4H). */
  private FloatMatrix ofWords() {
    return parameters.get("Wx").rows(0, config.embedding());
  }

  private PackedAttentionLstm.Weights weights() {
    FloatMatrix wx = parameters.get("Wx");
    return new PackedAttentionLstm.Weights(
        wx.rows(config.embedding(), wx.rows()),
        parameters.get("Wh"),
        parameters.get("b"),
        parameters.get("W_query"),
        parameters.get("v"),
        parameters.get("W_beta"),
        parameters.get("b_beta"));
  }
}
