package org.imagecaptioning.captioner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a caption into the words that a vocabulary is made of. */
public final class Tokenizer {

  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['’-][\\p{L}\\p{M}\\p{N}]+)*");

  private Tokenizer() {}

  /**
   * Lower-case words of letters and digits; an apostrophe or hyphen within a word stays, all other
   * punctuation is dropped.
   */
  public static List<String> words(String caption) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(caption.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }
}
