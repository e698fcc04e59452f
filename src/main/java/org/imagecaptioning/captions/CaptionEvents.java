package org.imagecaptioning.captions;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.imagecaptioning.captioner.Caption;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.captions.CaptionsResponse.Grid;
import org.imagecaptioning.captions.CaptionsResponse.Image;
import org.imagecaptioning.captions.CaptionsResponse.Model;
import org.imagecaptioning.captions.CaptionsResponse.Result;
import org.imagecaptioning.captions.CaptionsResponse.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** What the events of a streamed answer hold. An index is that of the image, from 0. */
final class CaptionEvents {

  private CaptionEvents() {}

  /**
   * {@code word}: the next word of the best caption, which nothing can change any more.
   *
   * @param logProbability with detail only
   * @param attention with detail=attention only: weights of the places
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Word(
      int index, String text, @Nullable Double logProbability, @Nullable List<Double> attention) {

    static Word of(int index, Caption.Word word, Vocabulary vocabulary, Detail detail) {
      return new Word(
          index,
          vocabulary.word(word.index()),
          detail.logProbability(word),
          detail.attention(word));
    }
  }

  /** {@code caption}: all that came of an image. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Told(
      int index,
      Image image,
      @Nullable Grid grid,
      @Nullable List<Text> captions,
      @Nullable Timings timings) {

    static Told of(int index, Result result) {
      return new Told(index, result.image(), result.grid(), result.captions(), result.timings());
    }
  }

  /**
   * {@code problem}: why an image has no caption, or, without index and image, why the rest of the
   * call has none.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Failed(@Nullable Integer index, @Nullable Image image, ProblemDetail problem) {}

  /**
   * {@code done}: every image had its turn.
   *
   * @param seed of the random numbers, with sampling only
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Done(Model model, @Nullable Long seed) {}
}
