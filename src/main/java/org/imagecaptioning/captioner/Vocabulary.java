package org.imagecaptioning.captioner;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The words that a captioner knows, each with its index. */
public final class Vocabulary {

  /** Fills captions up to equal length; never spoken, never counted. */
  public static final int NULL = 0;

  /** The word before the first. */
  public static final int START = 1;

  /** The word after the last. */
  public static final int END = 2;

  /** Stands for every word that is too rare to be known. */
  public static final int UNKNOWN = 3;

  /** How many words at the beginning are not words of captions. */
  public static final int SPECIAL_WORDS = 4;

  private static final List<String> SPECIAL = List.of("<NULL>", "<START>", "<END>", "<UNK>");

  private final List<String> words;
  private final Map<String, Integer> indexes;

  /**
   * @param words all words in the order of their index, the four special ones first
   * @throws IllegalArgumentException if the special words are missing, or a word is empty, holds
   *     white space or comes twice
   */
  public Vocabulary(List<String> words) {
    this.words = List.copyOf(words);
    if (words.size() < SPECIAL_WORDS || !words.subList(0, SPECIAL_WORDS).equals(SPECIAL)) {
      throw new IllegalArgumentException(
          "A vocabulary begins with %s, not with %s"
              .formatted(SPECIAL, words.subList(0, Math.min(SPECIAL_WORDS, words.size()))));
    }
    this.indexes = new HashMap<>(words.size() * 2);
    for (int index = 0; index < words.size(); index++) {
      String word = words.get(index);
      if (word.isEmpty() || word.chars().anyMatch(Character::isWhitespace)) {
        throw new IllegalArgumentException(
            "Word %d is empty or holds white space: \"%s\"".formatted(index, word));
      }
      Integer earlier = indexes.put(word, index);
      if (earlier != null) {
        throw new IllegalArgumentException(
            "The word \"%s\" comes twice, as %d and as %d".formatted(word, earlier, index));
      }
    }
  }

  /**
   * Counts the words of captions and keeps the frequent ones, most frequent first, equally frequent
   * ones by the alphabet: the same captions in any order give the same vocabulary.
   *
   * @param captions each a list of words, as {@link Tokenizer} gives them
   * @param minimumCount how often a word must come to be kept, at least 1
   */
  public static Vocabulary fromCaptions(Collection<List<String>> captions, int minimumCount) {
    if (minimumCount < 1) {
      throw new IllegalArgumentException(
          "The minimum count of a word is at least 1, not " + minimumCount);
    }
    Map<String, Long> counts =
        captions.stream()
            .flatMap(List::stream)
            .filter(word -> !SPECIAL.contains(word))
            .collect(Collectors.groupingBy(word -> word, Collectors.counting()));
    List<String> words = new ArrayList<>(SPECIAL);
    counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= minimumCount)
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> words.add(entry.getKey()));
    return new Vocabulary(words);
  }

  /**
   * These words at their indexes, and behind them, in their order, those of others that are new.
   */
  public Vocabulary with(List<String> others) {
    List<String> longer = new ArrayList<>(words);
    others.stream().filter(word -> !indexes.containsKey(word)).forEach(longer::add);
    return new Vocabulary(longer);
  }

  /** V, with the special words. */
  public int size() {
    return words.size();
  }

  /** All words in the order of their index. */
  public List<String> words() {
    return words;
  }

  /** The word at an index. */
  public String word(int index) {
    return words.get(index);
  }

  /** The index of a word, {@link #UNKNOWN} for one that is not known. */
  public int indexOf(String word) {
    return indexes.getOrDefault(word, UNKNOWN);
  }

  /**
   * A caption as the network hears it.
   *
   * @param caption words
   * @return {@link #START}, the index of each word, {@link #END}
   */
  public int[] encode(List<String> caption) {
    return IntStream.concat(
            IntStream.concat(IntStream.of(START), caption.stream().mapToInt(this::indexOf)),
            IntStream.of(END))
        .toArray();
  }

  /** Words joined by one space, the special ones left out. */
  public String decode(int[] caption) {
    return IntStream.of(caption)
        .filter(index -> index >= SPECIAL_WORDS)
        .mapToObj(this::word)
        .collect(Collectors.joining(" "));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vocabulary that && words.equals(that.words);
  }

  @Override
  public int hashCode() {
    return words.hashCode();
  }
}
