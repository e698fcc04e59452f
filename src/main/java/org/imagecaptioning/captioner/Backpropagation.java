package org.imagecaptioning.captioner;

import java.util.stream.IntStream;
import org.imagecaptioning.layers.FloatMatrix;
import org.imagecaptioning.layers.PackedDistillationLoss;
import org.imagecaptioning.layers.PackedEmbedding;
import org.imagecaptioning.layers.PackedSequences;
import org.imagecaptioning.layers.PackedSoftmaxLoss;
import org.imagecaptioning.layers.Products;
import org.imagecaptioning.layers.Rows;
import org.jspecify.annotations.Nullable;

/**
 * The loss of a network on captions and what the gradients of its parameters are made of, in
 * float32 on packed sequences: with {@link WeightGradients}, {@code CaptioningRnn} made fast. Its
 * memory is kept from call to call, so it is for one thread at a time; the parameters may be shared
 * by several.
 *
 * <p>Of N captions with R words that count: features (N, D), words (R, W), hidden (R, H), scores
 * (R, V).
 */
final class Backpropagation {

  private final CaptionerConfig config;
  private final Parameters parameters;
  private final Expectation expectation;
  private final Recurrence recurrence;
  private Buffers buffers;

  /** Of a network that learns from people alone. */
  Backpropagation(CaptionerConfig config, Parameters parameters) {
    this(config, parameters, Teachers.none());
  }

  /**
   * @param parameters read at every call; whoever changes them does so between calls
   * @param teachers what they find likely is expected beside what people said
   */
  Backpropagation(CaptionerConfig config, Parameters parameters, Teachers teachers) {
    this.config = config;
    this.parameters = parameters;
    this.expectation = new Expectation(teachers, config.vocabulary());
    this.recurrence = Recurrence.of(config, parameters);
    this.buffers = new Buffers(config, 0, 0);
  }

  /**
   * What the backward pass came to, until the next call: the gradient of each matrix of weights is
   * the product of its input, transposed, and the gradient of its output.
   *
   * @param loss the cross-entropy in nats, summed over words, divided by the divisor, and the
   *     penalty of attention
   * @param sequences the words that went in
   * @param images (N, D)
   * @param dh0 of h0 before tanh, (N, H)
   * @param dc0 of c0 before tanh, (N, H)
   * @param x word inputs after dropout, (R, W)
   * @param dx of the word vectors, (R, W)
   * @param previous h one step earlier, (R, H)
   * @param dz of x Wx + b, (R, mH)
   * @param du of h Wh, (R, mH)
   * @param spoken h after dropout, (R, H)
   * @param dScores (R, V)
   * @param dBias of b_vocab, (1, V)
   * @param looked of a captioner that attends, else null
   */
  record Result(
      double loss,
      PackedSequences sequences,
      FloatMatrix images,
      FloatMatrix dh0,
      FloatMatrix dc0,
      FloatMatrix x,
      FloatMatrix dx,
      FloatMatrix previous,
      FloatMatrix dz,
      FloatMatrix du,
      FloatMatrix spoken,
      FloatMatrix dScores,
      FloatMatrix dBias,
      @Nullable LookedAt looked) {}

  /**
   * Forward and backward.
   *
   * @param shard the captions with their pictures
   * @param sequences the captions, packed
   * @param options what makes learning harder
   * @param seed of what is dropped and drawn
   * @param divisor what the sum of the loss over words is divided by: the captions of the whole
   *     minibatch
   */
  Result run(
      Minibatch shard, PackedSequences sequences, LossOptions options, long seed, double divisor) {
    Forward pass = forward(shard, sequences, options, seed);
    double loss =
        expectation.isOfPeopleAlone()
            ? lossOfPeople(shard, pass, options, divisor)
            : lossOfTeachers(shard, pass, divisor);
    double penalty = recurrence.penalty(sequences, options, divisor);
    return backward(pass, loss + penalty, options.dropout(), seed);
  }

  private double lossOfPeople(Minibatch shard, Forward pass, LossOptions options, double divisor) {
    return PackedSoftmaxLoss.lossAndGradient(
        pass.heard,
        pass.scores,
        parameters.get("b_vocab"),
        buffers.dBias,
        shard.worth(),
        divisor,
        options.labelSmoothing());
  }

  private double lossOfTeachers(Minibatch shard, Forward pass, double divisor) {
    return PackedDistillationLoss.lossAndGradient(
        pass.heard,
        pass.scores,
        parameters.get("b_vocab"),
        buffers.dBias,
        divisor,
        expectation.of(shard, pass.heard),
        expectation.share());
  }

  /**
   * Forward alone and plain: adds how likely the network finds each word that could come next.
   *
   * @param weight that the probabilities are multiplied by
   * @param taught in and out: shape (R, V)
   */
  void addProbabilities(
      Minibatch shard, PackedSequences sequences, float weight, FloatMatrix taught) {
    Forward pass = forward(shard, sequences, LossOptions.plain(), 0);
    PackedDistillationLoss.addProbabilities(pass.scores, parameters.get("b_vocab"), weight, taught);
  }

  /**
   * Forward alone and plain: how badly the network expects captions.
   *
   * @return the cross-entropy in nats, summed over words
   */
  double loss(Minibatch shard, PackedSequences sequences) {
    Forward pass = forward(shard, sequences, LossOptions.plain(), 0);
    return PackedSoftmaxLoss.loss(sequences, pass.scores, parameters.get("b_vocab"));
  }

  /**
   * What the forward pass leaves for the backward pass, which overwrites it.
   *
   * @param heard the words that went in
   * @param images (N, D)
   * @param h0 (N, H)
   * @param c0 (N, H)
   * @param x word inputs after dropout, (R, W)
   * @param z of the cell, (R, mH)
   * @param h (R, H)
   * @param spoken h after dropout, (R, H)
   * @param scores without their bias, (R, V)
   */
  private record Forward(
      PackedSequences heard,
      FloatMatrix images,
      FloatMatrix h0,
      FloatMatrix c0,
      FloatMatrix x,
      FloatMatrix z,
      FloatMatrix h,
      FloatMatrix spoken,
      FloatMatrix scores) {}

  private Forward forward(
      Minibatch shard, PackedSequences sequences, LossOptions options, long seed) {
    buffers = buffers.atLeast(config, sequences.captions(), sequences.rows());
    FloatMatrix images = buffers.images.rows(0, sequences.captions());
    FloatMatrix h0 = buffers.h0.rows(0, sequences.captions());
    FloatMatrix c0 = buffers.c0.rows(0, sequences.captions());
    int[] order = sequences.order();
    int[] pictureOf = IntStream.of(order).map(n -> shard.pictureOf()[n]).toArray();
    FirstStates.fill(config, parameters, shard.pictures(), pictureOf, images, h0, c0);
    PackedSequences heard =
        options.sampling() > 0
            ? new ScheduledSampling(config, parameters)
                .draw(sequences, h0, c0, options.sampling(), seed)
            : sequences;
    Forward pass = buffers.forward(heard);
    PackedEmbedding.forward(heard, parameters.get("W_embed"), pass.x);
    Rows.dropout(pass.x, options.dropout(), seed);
    recurrence.begin(shard.pictures(), options.dropout(), seed);
    recurrence.forward(heard, pictureOf, h0, c0, pass.x, pass.z, pass.h);
    pass.spoken.copy(pass.h);
    Rows.dropout(pass.spoken, options.dropout(), ~seed);
    Products.multiply(pass.spoken, parameters.get("W_vocab"), pass.scores);
    return pass;
  }

  private Result backward(Forward pass, double loss, double dropout, long seed) {
    PackedSequences sequences = pass.heard;
    FloatMatrix dh0 = buffers.dh0.rows(0, sequences.captions());
    FloatMatrix dc0 = buffers.dc0.rows(0, sequences.captions());
    FloatMatrix previous = buffers.previous.rows(0, sequences.rows());
    FloatMatrix dh = buffers.dh.rows(0, sequences.rows());
    FloatMatrix dx = buffers.dx.rows(0, sequences.rows());

    Products.multiplyByTransposed(pass.scores, parameters.get("W_vocab"), dh);
    Rows.dropout(dh, dropout, ~seed);
    Recurrence.Gradients gradients =
        recurrence.backward(sequences, pass.c0, pass.z, pass.h, dh, dh0, dc0, dx);
    sequences.shift(pass.h0, pass.h, previous);
    Rows.dropout(dx, dropout, seed);
    if (config.initialState() != InitialState.AFFINE) {
      Rows.tanhBackward(pass.h0, dh0);
    }
    if (config.initialState() == InitialState.TANH_WITH_CELL) {
      Rows.tanhBackward(pass.c0, dc0);
    }
    return new Result(
        loss,
        sequences,
        pass.images,
        dh0,
        dc0,
        pass.x,
        dx,
        previous,
        pass.z,
        gradients.du(),
        pass.spoken,
        pass.scores,
        buffers.dBias,
        gradients.looked());
  }

  /** What one minibatch takes, for up to so many captions and rows. */
  private static final class Buffers {

    final FloatMatrix images; // (N, D)
    final FloatMatrix h0; // (N, H)
    final FloatMatrix c0; // (N, H)
    final FloatMatrix dh0; // (N, H)
    final FloatMatrix dc0; // (N, H)
    final FloatMatrix x; // (R, W)
    final FloatMatrix dx; // (R, W)
    final FloatMatrix z; // (R, mH)
    final FloatMatrix h; // (R, H)
    final FloatMatrix spoken; // (R, H)
    final FloatMatrix previous; // (R, H)
    final FloatMatrix dh; // (R, H)
    final FloatMatrix scores; // (R, V)
    final FloatMatrix dBias; // (1, V)

    Buffers(CaptionerConfig config, int captions, int rows) {
      int hidden = config.hidden();
      images = FloatMatrix.zeros(captions, config.features());
      h0 = FloatMatrix.zeros(captions, hidden);
      c0 = FloatMatrix.zeros(captions, hidden);
      dh0 = FloatMatrix.zeros(captions, hidden);
      dc0 = FloatMatrix.zeros(captions, hidden);
      x = FloatMatrix.zeros(rows, config.embedding());
      dx = FloatMatrix.zeros(rows, config.embedding());
      z = FloatMatrix.zeros(rows, config.cell().gates() * hidden);
      h = FloatMatrix.zeros(rows, hidden);
      spoken = FloatMatrix.zeros(rows, hidden);
      previous = FloatMatrix.zeros(rows, hidden);
      dh = FloatMatrix.zeros(rows, hidden);
      scores = FloatMatrix.zeros(rows, config.vocabulary());
      dBias = FloatMatrix.zeros(1, config.vocabulary());
    }

    Forward forward(PackedSequences heard) {
      int captions = heard.captions();
      int rows = heard.rows();
      return new Forward(
          heard,
          images.rows(0, captions),
          h0.rows(0, captions),
          c0.rows(0, captions),
          x.rows(0, rows),
          z.rows(0, rows),
          h.rows(0, rows),
          spoken.rows(0, rows),
          scores.rows(0, rows));
    }

    Buffers atLeast(CaptionerConfig config, int captions, int rows) {
      if (captions <= images.rows() && rows <= x.rows()) {
        return this;
      }
      int spare = Math.max(rows, images.rows()) / 8;
      return new Buffers(
          config, Math.max(captions, images.rows()), Math.max(rows + spare, x.rows()));
    }
  }
}
