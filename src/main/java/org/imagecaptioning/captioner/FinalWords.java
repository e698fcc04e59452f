package org.imagecaptioning.captioner;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener which words are final: those that every caption begins with that can still come
 * out best.
 */
final class FinalWords {

  private final WordListener listener;

  /** How many words were told. */
  private int told;

  FinalWords(WordListener listener) {
    this.listener = listener;
  }

  /** Whether nobody listens, so that nothing need be compared. */
  boolean isUnheard() {
    return listener == WordListener.NONE;
  }

  /**
   * Tells what all contenders share.
   *
   * @param live captions in the making, of one length
   * @param ended captions that may come out best as they are
   */
  void share(List<Hypothesis> live, List<Caption> ended) {
    for (Caption.Word word = next(live, ended); word != null; word = next(live, ended)) {
      tell(word);
    }
  }

  /** Tells the rest of the caption that came out best. */
  void finish(Caption best) {
    while (!isUnheard() && told < best.words().size()) {
      tell(best.words().get(told));
    }
  }

  private void tell(Caption.Word word) {
    told++;
    listener.heard(word);
  }

  /** The next word, if all have one there and the same. */
  private Caption.@Nullable Word next(List<Hypothesis> live, List<Caption> ended) {
    int place = told;
    if (live.stream().anyMatch(hypothesis -> hypothesis.length() <= place)
        || ended.stream().anyMatch(caption -> caption.words().size() <= place)) {
      return null;
    }
    Set<Caption.Word> words =
        Stream.concat(
                live.stream().map(hypothesis -> hypothesis.word(place)),
                ended.stream().map(caption -> caption.words().get(place)))
            .collect(Collectors.toSet());
    // With the same words before it, a word has the same log-probability.
    return words.size() == 1 ? words.iterator().next() : null;
  }
}
