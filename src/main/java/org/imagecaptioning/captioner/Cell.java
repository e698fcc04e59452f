package org.imagecaptioning.captioner;

import java.util.Locale;

/** The recurrent cell of a captioner. */
public enum Cell {
  /** h' = tanh(x Wx + h Wh + b). */
  RNN(1),
  /** Long short-term memory, gates in the order i, f, o, g. */
  LSTM(4),
  /** Gated recurrent unit, gates in the order r, z, and the candidate n; r acts after h Wh. */
  GRU(3);

  private final int gates;

  Cell(int gates) {
    this.gates = gates;
  }

  /** As written in files: {@code rnn}, {@code lstm}, {@code gru}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How many blocks of H columns Wx, Wh and b have. */
  public int gates() {
    return gates;
  }
}
