package org.imagecaptioning.datasets;

import java.util.Locale;

/** What images of a dataset are for. */
public enum Split {
  /** Weights are learned from these. */
  TRAIN,
  /** Tell during training when to stop, and which weights to keep. */
  VAL,
  /** Scored when all is done. */
  TEST;

  /** As written in files: {@code train}, {@code val}, {@code test}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
