package org.imagecaptioning.models;

/**
 * float16 (IEEE 754 binary16): 1 sign, 5 exponent and 10 fraction bits. Like {@code
 * Float.floatToFloat16}, which only Java 20 has.
 */
public final class Float16 {

  /** The greatest number. */
  public static final float MOST = 65504f;

  /** The least that rounds to infinity: half a step above the greatest number, 65504. */
  private static final float TOO_LARGE = 65520f;

  /** 2^-14, the least number with a full fraction. */
  private static final float LEAST_NORMAL = 0x1p-14f;

  /** How many fraction bits float32 has more. */
  private static final int DROPPED = 13;

  /** What the biases of the two exponents differ by, 127 - 15. */
  private static final int REBIAS = 112;

  private Float16() {}

  /** Rounded to nearest, ties to even; NaN stays NaN. */
  public static short bits(float value) {
    int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7e00);
    }
    if (magnitude >= TOO_LARGE) {
      return (short) (sign | 0x7c00);
    }
    if (magnitude < LEAST_NORMAL) {
      // In steps of 2^-24; rint ties to even, and 2^24 times a float is exact.
      return (short) (sign | (int) Math.rint(magnitude * 0x1p24f));
    }
    int bits = Float.floatToRawIntBits(magnitude);
    int even = (bits >>> DROPPED) & 1;
    // A carry out of the fraction goes into the exponent, which is the right number.
    int rounded = (bits + (1 << (DROPPED - 1)) - 1 + even) >>> DROPPED;
    return (short) (sign | (rounded - (REBIAS << 10)));
  }

  /** Exact: every float16 is a float32. */
  public static float value(short bits) {
    int exponent = (bits >>> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude;
    if (exponent == 0) {
      magnitude = fraction * 0x1p-24f;
    } else if (exponent == 0x1f) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      magnitude = Float.intBitsToFloat(((exponent + REBIAS) << 23) | (fraction << DROPPED));
    }
    return bits < 0 ? -magnitude : magnitude;
  }
}
