package org.imagecaptioning.captions;

import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.captioner.WordListener;
import org.imagecaptioning.captions.CaptionEvents.Done;
import org.imagecaptioning.captions.CaptionEvents.Failed;
import org.imagecaptioning.captions.CaptionEvents.Told;
import org.imagecaptioning.captions.CaptionEvents.Word;
import org.imagecaptioning.captions.CaptionsResponse.Model;
import org.imagecaptioning.captions.CaptionsResponse.Result;
import org.imagecaptioning.web.EventStream;
import org.imagecaptioning.web.Problems;
import org.jspecify.annotations.Nullable;

/** Sends words as soon as they are final, and each result as soon as it is there. */
final class StreamedAnswer implements Answer {

  private final EventStream stream;
  private final Vocabulary vocabulary;
  private final Detail detail;

  /**
   * @param detail what is wanted of each word
   */
  StreamedAnswer(EventStream stream, Vocabulary vocabulary, Detail detail) {
    this.stream = stream;
    this.vocabulary = vocabulary;
    this.detail = detail;
  }

  @Override
  public boolean canFail() {
    return !stream.hasBegun();
  }

  @Override
  public WordListener words(int index) {
    return word -> stream.send("word", Word.of(index, word, vocabulary, detail));
  }

  @Override
  public void add(int index, Result result) {
    if (result.problem() == null) {
      stream.send("caption", Told.of(index, result));
    } else {
      stream.send("problem", new Failed(index, result.image(), result.problem()));
    }
  }

  /**
   * Says that every image had its turn.
   *
   * @param seed of the random numbers, with sampling only
   */
  void end(Model model, @Nullable Long seed) {
    stream.send("done", new Done(model, seed));
  }

  /** Says that no more will come, for a reason that is nothing to the client. */
  void breakOff() {
    stream.send("problem", new Failed(null, null, Problems.internalError()));
  }
}
