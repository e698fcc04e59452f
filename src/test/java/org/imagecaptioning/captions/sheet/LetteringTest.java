package org.imagecaptioning.captions.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetteringTest {

  private final Lettering lettering = Lettering.roboto();

  @Test
  void textIsAsWideAsItsLettersAndGrowsWithItsSize() {
    assertThat(lettering.width("dog", 20))
        .isCloseTo(
            lettering.width("d", 20) + lettering.width("o", 20) + lettering.width("g", 20),
            within(1e-9));
    assertThat(lettering.width("dog", 40)).isEqualTo(2 * lettering.width("dog", 20));
    assertThat(lettering.width("w", 20)).isGreaterThan(lettering.width("i", 20));
    assertThat(lettering.width("", 20)).isZero();
  }

  @Test
  void lettersStandWhereTheyAreToldAndHangBelowIfTheyHaveATail() {
    Rectangle2D word = lettering.outline("hx", 100, 50, 20).getBounds2D();
    assertThat(word.getMinX()).isBetween(100.0, 103.0);
    assertThat(word.getMaxX()).isBetween(110.0, 100 + lettering.width("hx", 20));
    assertThat(word.getMaxY()).isCloseTo(50, within(0.5));
    assertThat(word.getMinY()).isBetween(30.0, 40.0);

    assertThat(lettering.outline("g", 0, 0, 20).getBounds2D().getMaxY()).isGreaterThan(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"az", "AZ", "09", "éñüßøł", "αω", "Жя", "'-’…!?"})
  void lettersOfManyLanguagesHaveShapesOfTheirOwn(String letters) {
    String box = lettering.outline("犬", 0, 0, 20).getBounds2D().toString();

    assertThat(letters.codePoints().mapToObj(Character::toString))
        .allSatisfy(
            letter -> {
              Rectangle2D bounds = lettering.outline(letter, 0, 0, 20).getBounds2D();
              assertThat(bounds.isEmpty()).isFalse();
              assertThat(bounds.toString()).isNotEqualTo(box);
            });
  }

  @Test
  void aLetterOfNoKnownShapeIsOneBox() {
    assertThat(lettering.outline("犬", 0, 0, 20).getBounds2D())
        .isEqualTo(lettering.outline("𐍈", 0, 0, 20).getBounds2D());
    assertThat(lettering.width("𐍈", 20)).isEqualTo(lettering.width("犬", 20)).isPositive();
  }
}
