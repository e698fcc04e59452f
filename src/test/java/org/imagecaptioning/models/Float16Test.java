package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Float16Test {

  @ParameterizedTest
  @CsvSource({
    "0, 0000",
    "-0.0, 8000",
    "1, 3c00",
    "-2, c000",
    "65504, 7bff",
    "65519.996, 7bff",
    "65520, 7c00",
    "-Infinity, fc00",
    "0.33333334, 3555",
    "6.1035156e-5, 0400",
    "6.097555e-5, 03ff",
    "5.9604645e-8, 0001",
    "2.9802322e-8, 0000",
    "2.9802326e-8, 0001",
    "8.940697e-8, 0002",
    "6.1005353e-5, 0400"
  })
  void agreesWithIeee754(float value, String bits) {
    assertThat("%04x".formatted(Float16.bits(value))).isEqualTo(bits);
  }

  @Test
  void tiesGoToEven() {
    float step = 0x1p-10f;
    assertThat(Float16.value(Float16.bits(1 + step / 2))).isEqualTo(1);
    assertThat(Float16.value(Float16.bits(1 + 3 * step / 2))).isEqualTo(1 + 2 * step);
    assertThat(Float16.value(Float16.bits(2 - step / 2))).isEqualTo(2);
  }

  @Test
  void everyFloat16ComesBackAsItWas() {
    for (int bits = 0; bits <= 0xffff; bits++) {
      float value = Float16.value((short) bits);
      if (Float.isNaN(value)) {
        assertThat(Float16.bits(value) & 0x7c00).isEqualTo(0x7c00);
      } else {
        assertThat(Float16.bits(value)).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void roundsToTheNearestOfAllFloat16() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      float value = Math.scalb(random.nextFloat() - 0.5f, random.nextInt(-24, 16));
      short bits = Float16.bits(value);
      double error = Math.abs((double) Float16.value(bits) - value);
      assertThat(error)
          .isLessThanOrEqualTo(Math.abs((double) Float16.value((short) (bits + 1)) - value));
      if ((bits & 0x7fff) != 0) {
        assertThat(error)
            .isLessThanOrEqualTo(Math.abs((double) Float16.value((short) (bits - 1)) - value));
      }
    }
  }
}
