package org.imagecaptioning.captioner;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration of a captioner's network: with the vocabulary and the weights, all there is to
 * it.
 *
 * @param cell the recurrent cell
 * @param initialState how features become the first state
 * @param features D, the length of an image's feature vector
 * @param embedding W, the length of a word's vector
 * @param hidden H, the length of the hidden state
 * @param vocabulary V, the words, with the four special ones
 * @param attention A, the length of a place's key; 0 for a captioner that sees the mean of the
 *     places alone
 */
public record CaptionerConfig(
    Cell cell,
    InitialState initialState,
    int features,
    int embedding,
    int hidden,
    int vocabulary,
    int attention) {

  /** One without attention. */
  public CaptionerConfig(
      Cell cell,
      InitialState initialState,
      int features,
      int embedding,
      int hidden,
      int vocabulary) {
    this(cell, initialState, features, embedding, hidden, vocabulary, 0);
  }

  public CaptionerConfig {
    if (features < 1 || embedding < 1 || hidden < 1) {
      throw new IllegalArgumentException(
          "Features, embedding and hidden have at least 1 number each, not %d, %d and %d"
              .formatted(features, embedding, hidden));
    }
    if (vocabulary <= Vocabulary.SPECIAL_WORDS) {
      throw new IllegalArgumentException(
          "A vocabulary has more than its %d special words, not %d"
              .formatted(Vocabulary.SPECIAL_WORDS, vocabulary));
    }
    if (initialState == InitialState.TANH_WITH_CELL && cell != Cell.LSTM) {
      throw new IllegalArgumentException(
          "Only an LSTM has a cell to start from: " + cell + " takes AFFINE or TANH");
    }
    if (attention < 0 || (attention > 0 && cell != Cell.LSTM)) {
      throw new IllegalArgumentException(
          "Attention is 0, or with an LSTM the length of a place's key, not %d with %s"
              .formatted(attention, cell));
    }
  }

  /** Whether it looks at the places of a grid before each word. */
  public boolean attends() {
    return attention > 0;
  }

  /**
   * The parameters of the network with their shapes, in the order of their names: {@code W_embed
   * (V, W)}, {@code W_proj (D, H)}, {@code b_proj (H)}, {@code Wx (W, mH)}, {@code Wh (H, mH)},
   * {@code b (mH)}, {@code W_vocab (H, V)}, {@code b_vocab (V)} with m = {@link Cell#gates()}, and
   * {@code W_cell (D, H)}, {@code b_cell (H)} where the cell starts from the features.
   *
   * <p>With attention, {@code Wx} takes the context beside the word, (W + H, 4H), and there are
   * {@code W_place (D, H)} and {@code b_place (H)}, which make places = relu(grid W_place +
   * b_place), {@code W_key (H, A)} and {@code b_key (A)}, which make their keys, {@code W_query (H,
   * A)} and {@code v (A, 1)}, which score them, and {@code W_beta (H, 1)} and {@code b_beta (1)} of
   * the context's gate.
   */
  public Map<String, List<Integer>> shapes() {
    int gates = cell.gates() * hidden;
    Map<String, List<Integer>> shapes = new TreeMap<>();
    shapes.put("W_embed", List.of(vocabulary, embedding));
    shapes.put("W_proj", List.of(features, hidden));
    shapes.put("b_proj", List.of(hidden));
    shapes.put("Wx", List.of(attends() ? embedding + hidden : embedding, gates));
    shapes.put("Wh", List.of(hidden, gates));
    shapes.put("b", List.of(gates));
    shapes.put("W_vocab", List.of(hidden, vocabulary));
    shapes.put("b_vocab", List.of(vocabulary));
    if (initialState == InitialState.TANH_WITH_CELL) {
      shapes.put("W_cell", List.of(features, hidden));
      shapes.put("b_cell", List.of(hidden));
    }
    if (attends()) {
      shapes.put("W_place", List.of(features, hidden));
      shapes.put("b_place", List.of(hidden));
      shapes.put("W_key", List.of(hidden, attention));
      shapes.put("b_key", List.of(attention));
      shapes.put("W_query", List.of(hidden, attention));
      shapes.put("v", List.of(attention, 1));
      shapes.put("W_beta", List.of(hidden, 1));
      shapes.put("b_beta", List.of(1));
    }
    return Collections.unmodifiableMap(shapes);
  }
}
