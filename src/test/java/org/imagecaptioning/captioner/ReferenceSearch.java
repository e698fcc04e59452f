package org.imagecaptioning.captioner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decoding as one would write it down first: lists of words, everything sorted, nothing stopped
 * early. What the decoders are compared with.
 */
final class ReferenceSearch {

  private static final Comparator<Caption> BEST_FIRST =
      Comparator.comparing(Caption::finished).thenComparing(Caption::score).reversed();

  private final DecodingOptions options;
  private final ScriptedScorer.Script script;

  ReferenceSearch(DecodingOptions options, ScriptedScorer.Script script) {
    this.options = options;
    this.script = script;
  }

  /** Every caption that can be finished. */
  List<Caption> allFinished() {
    return finishedFrom(List.of()).sorted(BEST_FIRST).toList();
  }

  private Stream<Caption> finishedFrom(List<Integer> words) {
    return allowed(words).stream()
        .flatMap(
            word ->
                word == Vocabulary.END
                    ? Stream.of(caption(words, true))
                    : words.size() < options.maxLength()
                        ? finishedFrom(plus(words, word))
                        : Stream.of());
  }

  /** A beam search to the very end. */
  List<Caption> beamSearch() {
    List<Caption> captions = new ArrayList<>();
    List<List<Integer>> live = List.of(List.of());
    for (int length = 0; length <= options.maxLength(); length++) {
      List<List<Integer>> expansions = new ArrayList<>();
      for (List<Integer> words : live) {
        List<Integer> next = allowed(words);
        next.forEach(word -> expansions.add(plus(words, word)));
        if (next.isEmpty()) {
          captions.add(caption(words, false));
        }
      }
      expansions.sort(Comparator.comparing(this::logProbability).reversed());
      Set<List<Integer>> ended = new HashSet<>();
      for (List<Integer> words : firstOf(options.beamSize(), expansions)) {
        if (isEnded(words)) {
          List<Integer> before = words.subList(0, words.size() - 1);
          captions.add(caption(before, true));
          ended.add(before);
        }
      }
      if (length == options.maxLength()) {
        live.stream()
            .filter(words -> !ended.contains(words) && !allowed(words).isEmpty())
            .forEach(words -> captions.add(caption(words, false)));
      }
      expansions.removeIf(ReferenceSearch::isEnded);
      live = firstOf(options.beamSize(), expansions);
    }
    captions.sort(BEST_FIRST);
    return firstOf(options.candidates(), captions);
  }

  private List<Integer> allowed(List<Integer> words) {
    Set<List<Integer>> trigrams = trigrams(words);
    float[] row = script.apply(words);
    List<Integer> allowed = new ArrayList<>();
    for (int word = 0; word < row.length; word++) {
      boolean special = word < Vocabulary.SPECIAL_WORDS;
      boolean end = word == Vocabulary.END && words.size() >= options.minLength();
      Set<List<Integer>> after = trigrams(plus(words, word));
      boolean repeats =
          options.noRepeatTrigram() && words.size() >= 2 && after.size() == trigrams.size()
              || options.noImmediateRepeat() && endsTwice(plus(words, word));
      if (row[word] > Float.NEGATIVE_INFINITY && (special ? end : !repeats)) {
        allowed.add(word);
      }
    }
    return allowed;
  }

  private static boolean endsTwice(List<Integer> words) {
    int end = words.size();
    for (int n = 1; n <= 2 && 2 * n <= end; n++) {
      if (words.subList(end - n, end).equals(words.subList(end - 2 * n, end - n))) {
        return true;
      }
    }
    return false;
  }

  private static Set<List<Integer>> trigrams(List<Integer> words) {
    Set<List<Integer>> trigrams = new HashSet<>();
    for (int start = 0; start + 3 <= words.size(); start++) {
      trigrams.add(words.subList(start, start + 3));
    }
    return trigrams;
  }

  private Caption caption(List<Integer> words, boolean finished) {
    List<Caption.Word> spoken = new ArrayList<>();
    for (int place = 0; place < words.size(); place++) {
      int word = words.get(place);
      List<Integer> before = words.subList(0, place);
      spoken.add(
          new Caption.Word(word, script.apply(before)[word], ScriptedScorer.attention(before)));
    }
    double total = logProbability(finished ? plus(words, Vocabulary.END) : words);
    int counted = finished ? words.size() + 1 : words.size();
    return new Caption(spoken, total / Math.pow(counted, options.lengthPenalty()), total, finished);
  }

  private double logProbability(List<Integer> words) {
    double total = 0;
    for (int place = 0; place < words.size(); place++) {
      total += script.apply(words.subList(0, place))[words.get(place)];
    }
    return total;
  }

  private static boolean isEnded(List<Integer> words) {
    return words.get(words.size() - 1) == Vocabulary.END;
  }

  private static List<Integer> plus(List<Integer> words, int word) {
    return Stream.concat(words.stream(), Stream.of(word)).toList();
  }

  private static <T> List<T> firstOf(int most, List<T> all) {
    return List.copyOf(all.subList(0, Math.min(most, all.size())));
  }
}
