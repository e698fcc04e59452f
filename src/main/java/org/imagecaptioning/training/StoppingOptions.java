package org.imagecaptioning.training;

/**
 * When training ends.
 *
 * @param epochs how often every training caption is seen at most
 * @param watch what tells a better validation, and so which epoch's weights are kept
 * @param patience epochs without a better validation before it stops, 0 for never
 */
public record StoppingOptions(int epochs, Watch watch, int patience) {

  /** What is watched. */
  public enum Watch {
    /** CIDEr of the captions of the split val; of equal ones, the loss. */
    CIDER,
    /** The loss on the split val. */
    LOSS,
    /** Nothing: each epoch is taken for better than those before, and the last is kept. */
    LAST
  }

  public StoppingOptions {
    Checks.between("epochs", epochs, 1, 100_000);
    Checks.between("patience", patience, 0, 100_000);
  }
}
