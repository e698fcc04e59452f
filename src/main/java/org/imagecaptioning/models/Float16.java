package org.imagecaptioning.models;

/**
 * float16 (IEEE 754 binary16): 1 sign, 5 exponent and 10 fraction bits. Like {@code
 * Float.floatToFloat16}, which only Java 20 has.
 */
public final class Float16 {

  /** The greatest number. */
  public static final float MOST = 65504f;

  private static final int INFINITY = 0x7c00;
  private static final int NAN = 0x7e00;

  /** How many fraction bits float32 has more. */
  private static final int DROPPED = 13;

  /** What the biases of the two exponents differ by, 127 - 15. */
  private static final int REBIAS = 112;

  /** float32's exponent of 2^-14, the least number with a full fraction. */
  private static final int LEAST_NORMAL = REBIAS + 1;

  /** float32's exponent of 2^16, which is too large. */
  private static final int TOO_LARGE = REBIAS + 31;

  private Float16() {}

  /**
   * Rounded to nearest, ties to even; NaN stays NaN. The processor rounds: a number is added whose
   * last bit is worth as much as the last one of the float16. There are no branches, which half of
   * the numbers would take one way, and half the other.
   */
  public static short bits(float value) {
    int bits = Float.floatToRawIntBits(value);
    int exponent = Math.max(LEAST_NORMAL, Math.min(TOO_LARGE, (bits >>> 23) & 0xff));
    int scale = (exponent + DROPPED) << 23;
    int steps = Float.floatToRawIntBits(Math.abs(value) + Float.intBitsToFloat(scale)) - scale;
    // A carry out of the fraction goes into the exponent, which is the right number.
    int magnitude = Math.min(INFINITY, ((exponent - LEAST_NORMAL) << 10) + steps);
    return (short) (((bits >>> 16) & 0x8000) | (Float.isNaN(value) ? NAN : magnitude));
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
