package org.imagecaptioning.training;

/**
 * When training ends.
 *
 * @param epochs how often every training caption is seen at most
 * @param patience epochs without a better validation before it stops, 0 for never
 */
public record StoppingOptions(int epochs, int patience) {

  public StoppingOptions {
    Checks.between("epochs", epochs, 1, 100_000);
    Checks.between("patience", patience, 0, 100_000);
  }
}
