package org.imagecaptioning.models;

/** How many bits a number of a written tensor has. */
public enum Precision {
  /** float32: bit for bit what was trained. */
  F32(4),
  /** float16: half the size, rounded to nearest, ties to even. */
  F16(2);

  private final int bytes;

  Precision(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }
}
