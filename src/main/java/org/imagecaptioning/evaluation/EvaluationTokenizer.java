package org.imagecaptioning.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a caption into the words that are compared: lower case, without punctuation.
 *
 * <p>Text whose punctuation already stands alone, such as Flickr8k's, is split on white space and
 * loses the punctuation, nothing else. Punctuation and clitics that cling to a word come off it as
 * in the Penn Treebank: "The man's dog isn't wet." is "the man 's dog is n't wet".
 *
 * <p>Left out on purpose: the treebank's splitting of "cannot" and "gonna", of currency and of
 * slashes. Captions hardly have them, and both sides of a comparison go through here.
 */
public final class EvaluationTokenizer {

  private static final Pattern WHITE_SPACE =
      Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  /** What the COCO caption evaluation drops, with the same signs in other shapes and doubled. */
  private static final Pattern DROPPED = Pattern.compile("[.?!,:;'`…–—-]+|-[lr][rc]b-");

  private static final Pattern WORDLESS = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** Within a word: a comma not between digits, and whatever never belongs to a word. */
  private static final Pattern SEPARATORS =
      Pattern.compile("(?<!\\p{N}),|,(?!\\p{N})|[;!?¡¿\"“”„«»()\\[\\]{}…—]|\\.{2,}|-{2,}|''|``");

  private static final Pattern IN_SINGLE_QUOTES = Pattern.compile("['`](.{2,})'");

  /** "d.c.", "u." and the titles that captions have keep their full stop. */
  private static final Pattern ABBREVIATION =
      Pattern.compile("(?:\\p{L}\\.)+|(?:mr|mrs|ms|dr|st|jr|sr|vs)\\.");

  private static final Pattern CLITIC = Pattern.compile("(.*\\p{L})(n't|'(?:s|re|ve|ll|m|d))");

  /** Clitics that stand alone already, and words such as the "'n'" in "rock 'n' roll". */
  private static final Set<String> WITH_APOSTROPHES = Set.of("n't", "'n'");

  private EvaluationTokenizer() {}

  /** The words of a caption; none if it is blank or only punctuation. */
  public static List<String> words(String caption) {
    List<String> words = new ArrayList<>();
    String plain = caption.toLowerCase(Locale.ROOT).replace('’', '\'').strip();
    for (String token : WHITE_SPACE.split(plain)) {
      if (token.isEmpty() || DROPPED.matcher(token).matches()) {
        continue;
      }
      if (WORDLESS.matcher(token).matches()) {
        words.add(token);
        continue;
      }
      for (String piece : SEPARATORS.split(token)) {
        addWord(piece, words);
      }
    }
    return words;
  }

  private static void addWord(String piece, List<String> words) {
    String word = withoutPunctuationAround(piece);
    if (WORDLESS.matcher(word).matches() || word.isEmpty()) {
      return;
    }
    Matcher clitic = CLITIC.matcher(word);
    if (!WITH_APOSTROPHES.contains(word) && clitic.matches()) {
      words.add(clitic.group(1));
      words.add(clitic.group(2));
    } else {
      words.add(word);
    }
  }

  private static String withoutPunctuationAround(String piece) {
    int start = 0;
    int end = piece.length();
    while (start < end && ".:`".indexOf(piece.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && ".:".indexOf(piece.charAt(end - 1)) >= 0) {
      if (ABBREVIATION.matcher(piece.substring(start, end)).matches()) {
        break;
      }
      end--;
    }
    String word = piece.substring(start, end);
    if (WITH_APOSTROPHES.contains(word)) {
      return word;
    }
    Matcher quoted = IN_SINGLE_QUOTES.matcher(word);
    if (quoted.matches()) {
      return quoted.group(1);
    }
    return word.endsWith("'") ? word.substring(0, word.length() - 1) : word;
  }
}
