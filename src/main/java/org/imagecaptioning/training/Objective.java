package org.imagecaptioning.training;

/** What training makes better. */
public enum Objective {
  /** The probability of people's captions, word by word. */
  CROSS_ENTROPY,
  /** The CIDEr of captions of its own: for a model that speaks already. */
  CIDER
}
