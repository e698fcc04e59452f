package org.imagecaptioning.models;

/** How many bits a number has that is written. */
public enum Precision {
  /** float32: bit for bit what it was. */
  F32(4),
  /** float16: half the size, rounded to nearest, ties to even. */
  F16(2);

  private final int bytes;

  Precision(int bytes) {
    this.bytes = bytes;
  }

  public int bytes() {
    return bytes;
  }
}
