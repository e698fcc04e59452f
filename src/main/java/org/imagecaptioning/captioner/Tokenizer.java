package org.imagecaptioning.captioner;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a caption into the words that a vocabulary is made of. */
public final class Tokenizer {

  private static final String UNKNOWN = "<UNK>";

  /** Possessive, as else each hyphen of a word would cost a frame of the stack. */
  private static final Pattern WORD =
      Pattern.compile("<unk>|[\\p{L}\\p{M}\\p{N}]++(?:['-][\\p{L}\\p{M}\\p{N}]++)*+");

  private Tokenizer() {}

  /**
   * Lower-case words of letters and digits; an apostrophe or hyphen within a word stays, all other
   * punctuation is dropped. Composed and decomposed accents, straight and curly apostrophes make
   * the same word. {@code <UNK>}, which datasets of indexes have for rare words, stays what it is.
   */
  public static List<String> words(String caption) {
    List<String> words = new ArrayList<>();
    String lower = caption.toLowerCase(Locale.ROOT).replace('’', '\'');
    Matcher matcher = WORD.matcher(Normalizer.normalize(lower, Normalizer.Form.NFC));
    while (matcher.find()) {
      String word = matcher.group();
      words.add(word.startsWith("<") ? UNKNOWN : word);
    }
    return words;
  }
}
