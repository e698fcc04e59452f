package org.imagecaptioning.captions.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LetteringTest {

  private static final String UNKNOWN = "犬";
  private static final double SIZE = 20;

  private final Lettering lettering = Lettering.plain();

  static List<String> printableAscii() {
    return IntStream.rangeClosed('!', '~').mapToObj(Character::toString).toList();
  }

  @Test
  void textIsAsWideAsItsLettersAndGrowsWithItsSize() {
    assertThat(lettering.width("dog", 20))
        .isCloseTo(
            lettering.width("d", 20) + lettering.width("o", 20) + lettering.width("g", 20),
            within(1e-9));
    assertThat(lettering.width("dog", 40)).isEqualTo(2 * lettering.width("dog", 20));
    assertThat(lettering.width("w", 20)).isGreaterThan(lettering.width("i", 20));
    assertThat(lettering.width(" ", 20)).isPositive();
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

  @Test
  void weightGrowsWithTheSize() {
    double thin = bounds("l", 20).getWidth();
    double thick = bounds("l", 60).getWidth();

    assertThat(thick).isCloseTo(3 * thin, within(1e-6));
  }

  @ParameterizedTest
  @MethodSource("printableAscii")
  void everyPrintableLetterKeepsToItsBox(String letter) {
    Rectangle2D bounds = bounds(letter, SIZE);

    assertThat(bounds.isEmpty()).isFalse();
    assertThat(bounds.getMinX()).isPositive();
    assertThat(bounds.getMaxX()).isLessThan(lettering.width(letter, SIZE));
    assertThat(bounds.getMinY()).isGreaterThan(-0.85 * SIZE);
    assertThat(bounds.getMaxY()).isLessThan(0.25 * SIZE);
  }

  @ParameterizedTest
  @MethodSource("printableAscii")
  void everyPrintableLetterDiffersFromAllOthersAndFromTheBox(String letter) {
    Area shape = area(letter);

    assertThat(printableAscii())
        .filteredOn(other -> !other.equals(letter))
        .noneMatch(other -> area(other).equals(shape));
    assertThat(shape.equals(area(UNKNOWN))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"éñüßøł", "çşąėřůőğž", "ÀÊÏÕÅŁ", "ắǖ", "'-’…!?“”"})
  void lettersOfManyLanguagesHaveShapesOfTheirOwn(String letters) {
    assertThat(letters.codePoints().mapToObj(Character::toString))
        .noneMatch(letter -> area(letter).equals(area(UNKNOWN)));
  }

  @ParameterizedTest
  @CsvSource({"é,e", "ñ,n", "ż,z", "Å,A", "ď,d", "ï,ı"})
  void markOverALetterIsAboveItAndChangesNothingElse(String marked, String base) {
    Rectangle2D letter = bounds(base, SIZE);
    Area mark = area(marked);
    mark.subtract(area(base));

    assertThat(mark.getBounds2D().getMaxY()).isLessThan(letter.getMinY());
    assertThat(mark.getBounds2D().getCenterX()).isCloseTo(letter.getCenterX(), within(0.4));
    assertThat(lettering.width(marked, SIZE)).isEqualTo(lettering.width(base, SIZE));
  }

  @ParameterizedTest
  @CsvSource({"ç,c", "ę,e", "ș,s", "ạ,a"})
  void markUnderALetterIsBelowTheLine(String marked, String base) {
    assertThat(bounds(marked, SIZE).getMaxY()).isGreaterThan(bounds(base, SIZE).getMaxY() + 1);
    assertThat(bounds(marked, SIZE).getMinY()).isEqualTo(bounds(base, SIZE).getMinY());
  }

  @Test
  void marksOfOneLetterStandOverEachOther() {
    assertThat(bounds("ế", SIZE).getMinY()).isLessThan(bounds("ê", SIZE).getMinY() - 1);
  }

  @Test
  void composedAndDecomposedTextLookAlike() {
    assertThat(area("u\u0308").equals(area("ü"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"𐍈", "x\u20dd", "\u0301", "\n", "я"})
  void aLetterOfNoKnownShapeIsOneBox(String unknown) {
    assertThat(area(unknown).equals(area(UNKNOWN))).isTrue();
    assertThat(lettering.width(unknown, 20)).isEqualTo(lettering.width(UNKNOWN, 20)).isPositive();
  }

  private Rectangle2D bounds(String text, double size) {
    return lettering.outline(text, 0, 0, size).getBounds2D();
  }

  private Area area(String text) {
    Shape outline = lettering.outline(text, 0, 0, SIZE);
    return new Area(outline);
  }
}
