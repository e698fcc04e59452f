package org.imagecaptioning.training;

import java.util.Locale;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.InitialState;

/**
 * The captioner's network.
 *
 * @param cell the recurrent cell
 * @param initialState how features become the first state
 * @param embedding W, numbers in a word's vector
 * @param hidden H, numbers in the hidden state
 * @param attention A, numbers in a place's key; 0 for a captioner that sees the mean of the places
 *     alone
 */
public record NetworkOptions(
    Cell cell, InitialState initialState, int embedding, int hidden, int attention) {

  private static final int USUAL_ATTENTION = 256;

  /** One without attention. */
  public NetworkOptions(Cell cell, InitialState initialState, int embedding, int hidden) {
    this(cell, initialState, embedding, hidden, 0);
  }

  public NetworkOptions {
    Checks.between("embedding", embedding, 1, 8192);
    Checks.between("hidden", hidden, 1, 8192);
    if (initialState == InitialState.TANH_WITH_CELL && cell != Cell.LSTM) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "Only an lstm has a cell to start from: with %s, initialState is affine or tanh"
              .formatted(cell.word()));
    }
    Checks.between("attention", attention, 0, 8192);
    if (attention > 0 && cell != Cell.LSTM) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "attention is false where cell is %s: only an lstm can have it".formatted(cell.word()));
    }
  }

  /** Whether it looks at the places of a picture before each word. */
  public boolean attends() {
    return attention > 0;
  }

  static NetworkOptions of(CaptionerConfig config) {
    return new NetworkOptions(
        config.cell(),
        config.initialState(),
        config.embedding(),
        config.hidden(),
        config.attention());
  }

  /** The attention that suits a hidden state. */
  static int usualAttention(int hidden) {
    return Math.min(USUAL_ATTENTION, hidden);
  }

  /**
   * The state that suits a cell. A GRU's states are mixed with numbers between -1 and 1, so that it
   * starts from such.
   */
  static InitialState usualState(Cell cell) {
    return switch (cell) {
      case RNN -> InitialState.AFFINE;
      case LSTM -> InitialState.TANH_WITH_CELL;
      case GRU -> InitialState.TANH;
    };
  }

  /** In words. */
  String described() {
    return "%s %s attention, with the initial state %s, %d numbers a word and %d hidden"
        .formatted(
            cell.word(),
            attends() ? "with" : "without",
            initialState.name().toLowerCase(Locale.ROOT),
            embedding,
            hidden);
  }
}
