package org.imagecaptioning.captioner;

import java.util.stream.IntStream;
import org.imagecaptioning.layers.Activations;
import org.imagecaptioning.layers.FloatMatrix;
import org.imagecaptioning.layers.PackedEmbedding;
import org.imagecaptioning.layers.PackedSequences;
import org.imagecaptioning.layers.Products;

/**
 * A network in training, about to speak about several pictures side by side: the captions of all of
 * them share each product. A step is the forward pass of training over captions of one word, with
 * nothing dropped. With B rows: hidden h (B, H), cell c (B, H).
 *
 * <p>Before the first step there is one row for each picture, in their order; a row goes on about
 * the picture of its parent. Its memory is kept from pictures to pictures: for one thread at a
 * time.
 */
public final class PackedScorer implements WordScorer {

  private final CaptionerConfig config;
  private final Parameters parameters;
  private final Recurrence recurrence;
  private int[] pictureOf = new int[0]; // of the rows of the last step
  private Rooms rooms;
  private float[][] logProbabilities = {};

  /**
   * @param parameters taken as they are at each {@link #see}, and not to change until the last step
   */
  public PackedScorer(CaptionerConfig config, Parameters parameters) {
    this.config = config;
    this.parameters = parameters;
    this.recurrence = Recurrence.of(config, parameters);
    this.rooms = new Rooms(config, 0);
  }

  /**
   * Begins anew.
   *
   * @param pictures as a {@link Minibatch} has them
   */
  public void see(float[][] pictures) {
    int count = pictures.length;
    makeRoom(count);
    pictureOf = IntStream.range(0, count).toArray();
    rooms.c.clear();
    FirstStates.fill(
        config,
        parameters,
        pictures,
        pictureOf,
        FloatMatrix.zeros(count, config.features()),
        rooms.h.rows(0, count),
        rooms.c.rows(0, count));
    recurrence.begin(pictures, 0, 0);
  }

  @Override
  public int vocabularySize() {
    return config.vocabulary();
  }

  @Override
  public float[][] next(int[] parents, int[] words) {
    int rows = words.length;
    makeRoom(rows);
    pictureOf = IntStream.of(parents).map(parent -> pictureOf[parent]).toArray();
    PackedSequences heard =
        new PackedSequences(
            IntStream.of(words)
                .mapToObj(word -> new int[] {word, Vocabulary.END})
                .toArray(int[][]::new));
    FloatMatrix before = rooms.hBefore.rows(0, rows);
    FloatMatrix cellBefore = rooms.cBefore.rows(0, rows);
    for (int row = 0; row < rows; row++) {
      before.putRow(row, rooms.h, parents[row]);
      cellBefore.putRow(row, rooms.c, parents[row]);
    }
    FloatMatrix x = rooms.x.rows(0, rows);
    FloatMatrix h = rooms.h.rows(0, rows);
    PackedEmbedding.forward(heard, parameters.get("W_embed"), x);
    recurrence.forward(heard, pictureOf, before, cellBefore, x, rooms.z.rows(0, rows), h);
    recurrence.cells(heard).ifPresent(rooms.c.rows(0, rows)::copy);
    Products.multiply(h, parameters.get("W_vocab"), rooms.scores.rows(0, rows));
    float[] bias = parameters.get("b_vocab").toArray();
    float[] scratch = new float[bias.length];
    for (int row = 0; row < rows; row++) {
      float[] scores = logProbabilities[row];
      rooms.scores.get(row, scores);
      for (int v = 0; v < bias.length; v++) {
        scores[v] += bias[v];
      }
      Activations.logSoftmax(scores, bias.length, scratch);
    }
    return logProbabilities;
  }

  private void makeRoom(int rows) {
    if (rooms.h.rows() < rows) {
      Rooms more = new Rooms(config, rows);
      more.h.rows(0, rooms.h.rows()).copy(rooms.h);
      more.c.rows(0, rooms.c.rows()).copy(rooms.c);
      rooms = more;
      logProbabilities = new float[rows][config.vocabulary()];
    }
  }

  /** What one step of B rows takes. */
  private static final class Rooms {

    final FloatMatrix h; // (B, H)
    final FloatMatrix c; // (B, H)
    final FloatMatrix hBefore; // (B, H)
    final FloatMatrix cBefore; // (B, H)
    final FloatMatrix x; // (B, W)
    final FloatMatrix z; // (B, mH)
    final FloatMatrix scores; // (B, V)

    Rooms(CaptionerConfig config, int rows) {
      h = FloatMatrix.zeros(rows, config.hidden());
      c = FloatMatrix.zeros(rows, config.hidden());
      hBefore = FloatMatrix.zeros(rows, config.hidden());
      cBefore = FloatMatrix.zeros(rows, config.hidden());
      x = FloatMatrix.zeros(rows, config.embedding());
      z = FloatMatrix.zeros(rows, config.cell().gates() * config.hidden());
      scores = FloatMatrix.zeros(rows, config.vocabulary());
    }
  }
}
