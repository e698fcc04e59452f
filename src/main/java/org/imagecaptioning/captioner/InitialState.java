package org.imagecaptioning.captioner;

/** How the features of an image become the state that a captioner starts from. */
public enum InitialState {
  /** h0 = features W_proj + b_proj, c0 = 0: the course's. */
  AFFINE,
  /** h0 = tanh(features W_proj + b_proj), c0 = 0. */
  TANH,
  /** h0 as with TANH, c0 = tanh(features W_cell + b_cell): for an LSTM alone. */
  TANH_WITH_CELL
}
