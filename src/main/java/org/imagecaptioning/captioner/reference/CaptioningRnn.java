package org.imagecaptioning.captioner.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.captioner.LossOptions;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.layers.Affine;
import org.imagecaptioning.layers.Dropout;
import org.imagecaptioning.layers.TemporalAffine;
import org.imagecaptioning.layers.TemporalSoftmaxLoss;
import org.imagecaptioning.layers.Tensor;
import org.imagecaptioning.layers.WordEmbedding;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The network of Stanford CS231n assignment 3: features become the first hidden state, and from
 * then on each word and the state give the next state, and each state gives scores of the next
 * word. Or, with the parameters of attention, that of Xu et al. 2015: the mean of a grid of
 * features becomes the first state, and before each word it looks at the places of the grid.
 *
 * <p>This is the readable reference, one layer after another and in any floating-point data type.
 * Training and serving use a fused float32 path, which is tested to agree with it.
 *
 * <p>Sizes are those of the parameters: N captions of T words, features D, L places of a grid, word
 * vectors W, hidden H, keys A, vocabulary V.
 */
public final class CaptioningRnn {

  private final StartingState startingState;
  private final Cell cell;
  private final ReferenceParameters parameters;
  private final INDArray embeddings; // (V, W)
  private final INDArray wVocab; // (H, V)
  private final INDArray bVocab; // (V)

  /**
   * @param cell the recurrent layer
   * @param initialState how features become the first state
   * @param parameters named and shaped as in {@link CaptionerConfig#shapes()}, all of one data
   *     type; read and never changed, so that what changes them changes this network
   * @throws IllegalArgumentException if parameters are missing, too many, or do not fit together
   */
  public CaptioningRnn(Cell cell, InitialState initialState, Map<String, INDArray> parameters) {
    this.cell = cell;
    this.parameters = new ReferenceParameters(cell, initialState, parameters);
    this.startingState = new StartingState(initialState, this.parameters);
    this.embeddings = this.parameters.get("W_embed");
    this.wVocab = this.parameters.get("W_vocab");
    this.bVocab = this.parameters.get("b_vocab");
  }

  /** A network with a copy of some weights, in a data type of choice. */
  public static CaptioningRnn of(
      CaptionerConfig config, Map<String, Tensor> weights, DataType type) {
    Map<String, INDArray> parameters = new TreeMap<>();
    weights.forEach(
        (name, tensor) -> {
          long[] shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
          parameters.put(name, Nd4j.create(tensor.values(), shape, 'c').castTo(type));
        });
    return new CaptioningRnn(config.cell(), config.initialState(), parameters);
  }

  /**
   * What {@link #loss} gives.
   *
   * @param loss in nats a caption
   * @param gradients of each parameter, by its name and of its shape
   * @param dFeatures gradient of the features, of their shape
   */
  public record Loss(double loss, Map<String, INDArray> gradients, INDArray dFeatures) {}

  /** The loss of the course: each word after the right words before it, nothing dropped. */
  public Loss loss(INDArray features, int[][] captions) {
    return loss(features, captions, 0, 0);
  }

  /**
   * How badly the network expects captions, each word after the right words before it, and where
   * that sinks.
   *
   * @param features as below
   * @param captions indexes of words, N captions of T + 1 words each, filled up with {@link
   *     Vocabulary#NULL}, which is not counted
   * @param dropout as below
   * @param seed of what is dropped
   */
  public Loss loss(INDArray features, int[][] captions, double dropout, long seed) {
    return loss(
        features,
        words(captions, 0, -1),
        words(captions, 1, 0),
        LossOptions.dropout(dropout),
        seed);
  }

  /**
   * How badly the network expects captions, each word after any words before it, and where that
   * sinks.
   *
   * @param features shape (N, D), with attention (N, L, D)
   * @param captionsIn the words that go in, N captions of T words each
   * @param captionsOut the words that should come out, N captions of T words each, filled up with
   *     {@link Vocabulary#NULL}, which is not counted
   * @param options dropout of the words' vectors, of the hidden states before the scores and of the
   *     grid before its places, while states pass from step to step whole; smoothing as {@link
   *     TemporalSoftmaxLoss} takes it; the penalty of attention. Sampling is not looked at: what
   *     was drawn is among {@code captionsIn}
   * @param seed of what is dropped: a {@link SplittableRandom} asked by {@link Dropout}, with
   *     attention first for the grid, shape (N, L, D), then for the words, shape (N, T, W), then
   *     for the hidden states, shape (N, T, H)
   */
  public Loss loss(
      INDArray features, int[][] captionsIn, int[][] captionsOut, LossOptions options, long seed) {
    if (captionsIn.length != features.size(0)) {
      throw new IllegalArgumentException(
          "Each of %d images has one caption, not %d captions in all"
              .formatted(features.size(0), captionsIn.length));
    }
    RandomGenerator random = new SplittableRandom(seed);
    double dropout = options.dropout();
    boolean[][] counted = counted(captionsOut);

    StartingState.Output state0 = startingState.forward(mean(features)); // (N, H)
    Dropout.Output seen = Dropout.forward(features, parameters.attends() ? dropout : 0, random);
    Recurrence recurrence = recurrence(seen.out(), counted, options.attentionPenalty());
    WordEmbedding.Output x = WordEmbedding.forward(captionsIn, embeddings); // (N, T, W)
    Dropout.Output droppedX = Dropout.forward(x.out(), dropout, random);
    Recurrence.Output h = recurrence.forward(droppedX.out(), state0.state()); // (N, T, H)
    Dropout.Output droppedH = Dropout.forward(h.h(), dropout, random);
    TemporalAffine.Output scores = TemporalAffine.forward(droppedH.out(), wVocab, bVocab);
    TemporalSoftmaxLoss.Output loss =
        TemporalSoftmaxLoss.forward(scores.out(), captionsOut, counted, options.labelSmoothing());

    INDArray dScores = TemporalSoftmaxLoss.backward(loss.cache()).dx(); // (N, T, V)
    TemporalAffine.Gradients dVocab = TemporalAffine.backward(dScores, scores.cache());
    INDArray dh = Dropout.backward(dVocab.dx(), droppedH.mask()).dx(); // (N, T, H)
    Recurrence.Gradients dRecurrence = h.backward().apply(dh);
    INDArray dx = Dropout.backward(dRecurrence.dx(), droppedX.mask()).dx(); // (N, T, W)
    WordEmbedding.Gradients dEmbed = WordEmbedding.backward(dx, x.cache());
    StartingState.Gradients dState = state0.backward().apply(dRecurrence.dState0());

    Map<String, INDArray> gradients = new TreeMap<>(dState.parameters());
    gradients.putAll(dRecurrence.parameters());
    gradients.put("W_embed", dEmbed.dW());
    gradients.put("W_vocab", dVocab.dW());
    gradients.put("b_vocab", dVocab.db());
    INDArray dSeen = Dropout.backward(dRecurrence.dFeatures(), seen.mask()).dx();
    return new Loss(
        loss.loss() + h.penalty(),
        Collections.unmodifiableMap(gradients),
        dSeen.add(spread(dState.dFeatures(), features)));
  }

  private Recurrence recurrence(INDArray features, boolean[][] counted, double penalty) {
    return parameters.attends()
        ? new AttendingRecurrence(
            features,
            Nd4j.createFromArray(counted).castTo(features.dataType()),
            penalty,
            parameters)
        : new PlainRecurrence(
            cell, features, parameters.get("Wx"), parameters.get("Wh"), parameters.get("b"));
  }

  /** Of the places of each grid, if they are grids; shape (N, D). */
  private static INDArray mean(INDArray features) {
    return features.rank() == 3 ? features.mean(1) : features;
  }

  /** A gradient of {@link #mean} as one of what it is the mean of. */
  private static INDArray spread(INDArray dMean, INDArray features) {
    if (features.rank() != 3) {
      return dMean;
    }
    INDArray dFeatures = Nd4j.zerosLike(features); // (N, L, D)
    for (int l = 0; l < features.size(1); l++) {
      dFeatures
          .get(NDArrayIndex.all(), NDArrayIndex.point(l), NDArrayIndex.all())
          .assign(dMean.div(features.size(1)));
    }
    return dFeatures;
  }

  /**
   * Speaks: from {@link Vocabulary#START} on, the word with the highest score, of equal ones the
   * first, is said and heard as the next input. As in the course, any word may be said.
   *
   * @param features shape (N, D), with attention (N, L, D)
   * @param maxLength the most words of a caption
   * @return for each image its words before {@link Vocabulary#END}, at most {@code maxLength}
   */
  public List<int[]> sample(INDArray features, int maxLength) {
    List<int[]> captions = new ArrayList<>();
    for (long n = 0; n < features.size(0); n++) {
      long[] shape = features.shape().clone();
      shape[0] = 1;
      captions.add(sampleOne(features.slice(n).dup('c').reshape(shape), maxLength));
    }
    return captions;
  }

  private int[] sampleOne(INDArray features, int maxLength) {
    List<Integer> caption = new ArrayList<>();
    Recurrence.State state = startingState.forward(mean(features)).state(); // (1, H)
    Recurrence recurrence = recurrence(features, new boolean[1][1], 0);
    int word = Vocabulary.START;
    while (caption.size() < maxLength) {
      INDArray x = embeddings.getRow(word, true).dup(); // (1, W)
      state = recurrence.step(x, state);
      word = indexOfMaximum(Affine.forward(state.h(), wVocab, bVocab).out());
      if (word == Vocabulary.END) {
        break;
      }
      caption.add(word);
    }
    return caption.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int indexOfMaximum(INDArray scores) {
    int best = 0;
    for (int word = 1; word < scores.length(); word++) {
      if (scores.getDouble(word) > scores.getDouble(best)) {
        best = word;
      }
    }
    return best;
  }

  /** numpy's {@code captions[:, from:T + 1 + to]}. */
  private static int[][] words(int[][] captions, int from, int to) {
    return Stream.of(captions)
        .map(caption -> Arrays.copyOfRange(caption, from, caption.length + to))
        .toArray(int[][]::new);
  }

  private static boolean[][] counted(int[][] captionsOut) {
    boolean[][] mask = new boolean[captionsOut.length][captionsOut[0].length];
    for (int n = 0; n < mask.length; n++) {
      for (int t = 0; t < mask[n].length; t++) {
        mask[n][t] = captionsOut[n][t] != Vocabulary.NULL;
      }
    }
    return mask;
  }
}
