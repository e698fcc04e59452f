package org.imagecaptioning.captions.sheet;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Letters of our own, so that text is drawn where there are no fonts: in a small container Java
 * finds none and fails. They are written by a pen of one width: Latin letters and their marks,
 * digits and punctuation. What else there may be is an empty box.
 */
final class Lettering {

  /** Units of the letters in the height of the font. */
  private static final double EM = 21;

  private static final String FILE = "/lettering/letters.txt";
  private static final Pattern LETTER_AND_MARKS = Pattern.compile("\\P{M}\\p{M}*|\\p{M}+");
  private static final Pattern MARK = Pattern.compile("\\p{M}");
  private static final Map<String, String> DOTLESS = Map.of("i", "ı", "j", "ȷ");
  private static final String OGONEK = "\u0328";
  private static final String WITH_A_RIGHT_FOOT = "aAEu";
  private static final Letter BOX = box();

  private final Map<String, Letter> letters;

  private Lettering(Map<String, Letter> letters) {
    this.letters = letters;
  }

  /** Made when it is first asked for. */
  static Lettering plain() {
    return Holder.PLAIN;
  }

  /**
   * How wide a text is.
   *
   * @param size the height of the font
   */
  double width(String text, double size) {
    return letters(text).stream().mapToDouble(Letter::advance).sum() * size / EM;
  }

  /**
   * A text, to be filled.
   *
   * @param x where it begins
   * @param y what it stands on
   * @param size the height of the font
   */
  Shape outline(String text, double x, double y, double size) {
    Path2D all = new Path2D.Double(Path2D.WIND_NON_ZERO);
    AffineTransform place = AffineTransform.getTranslateInstance(x, y);
    place.scale(size / EM, size / EM);
    for (Letter letter : letters(text)) {
      all.append(letter.outline().getPathIterator(place), false);
      place.translate(letter.advance(), 0);
    }
    return all;
  }

  private List<Letter> letters(String text) {
    String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
    return LETTER_AND_MARKS
        .matcher(apart)
        .results()
        .map(MatchResult::group)
        .map(this::letter)
        .toList();
  }

  /**
   * @param text a letter, then its marks, those below it first
   */
  private Letter letter(String text) {
    int end = text.offsetByCodePoints(0, 1);
    String base = text.substring(0, end);
    List<String> marks = text.substring(end).codePoints().mapToObj(Character::toString).toList();
    boolean alone = MARK.matcher(base).matches();
    if (alone || !letters.containsKey(base) || !letters.keySet().containsAll(marks)) {
      return BOX;
    }
    boolean over = marks.stream().map(this::known).anyMatch(Letter::isOverX);
    Letter letter = known(over ? DOTLESS.getOrDefault(base, base) : base);
    for (String mark : marks) {
      boolean right = mark.equals(OGONEK) && WITH_A_RIGHT_FOOT.contains(base);
      letter = right ? letter.withAtRight(known(mark)) : letter.with(known(mark));
    }
    return letter;
  }

  private Letter known(String letter) {
    return letters.getOrDefault(letter, BOX);
  }

  private static Letter box() {
    Path2D strokes = new Path2D.Double();
    strokes.moveTo(2, 0);
    strokes.lineTo(9, 0);
    strokes.lineTo(9, 13);
    strokes.lineTo(2, 13);
    strokes.closePath();
    return new Letter(11, strokes);
  }

  private static final class Holder {

    static final Lettering PLAIN = load();

    private static Lettering load() {
      try (InputStream in = Objects.requireNonNull(Lettering.class.getResourceAsStream(FILE))) {
        return new Lettering(
            LetterReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
