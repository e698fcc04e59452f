package org.imagecaptioning.captions;

import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.DecodingOptions.Strategy;
import org.imagecaptioning.captions.CaptionsResponse.Grid;
import org.imagecaptioning.captions.CaptionsResponse.Image;
import org.imagecaptioning.captions.CaptionsResponse.Result;
import org.imagecaptioning.captions.CaptionsResponse.Text;
import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.models.LoadedModel;
import org.imagecaptioning.web.ClientGoneException;
import org.imagecaptioning.web.Problems;
import org.imagecaptioning.web.Upload;
import org.jspecify.annotations.Nullable;

/**
 * The work of one call, once all of it is here.
 *
 * @param detail what is wanted of each word
 * @param caching what of it may come from the caches
 */
record CaptionCall(
    LoadedModel model,
    DecodingOptions options,
    Detail detail,
    Caching caching,
    ImageUploads images) {

  /**
   * @throws CaptioningException if the model cannot give the detail
   */
  CaptionCall {
    if (detail == Detail.ATTENTION) {
      Detail.checkAttends(model);
    }
  }

  /**
   * Captions the images one after another.
   *
   * @return how it went, as {@link CaptionMetrics} counts calls
   * @throws CaptioningException if an image fails alone, before anything was told of it
   */
  String run(CaptionService service, Answer answer) {
    try (Admission.Pass pass = service.admit(this, 0)) {
      return run(service, pass, answer);
    }
  }

  private String run(CaptionService service, Admission.Pass pass, Answer answer) {
    String outcome = CaptionMetrics.SUCCESS;
    int index = 0;
    for (Upload image : images) {
      try {
        answer.add(index, result(image, service.caption(this, pass, image, answer.words(index))));
      } catch (ClientGoneException gone) {
        throw gone;
      } catch (CaptioningException failure) {
        boolean concernsAll = images.count() == 1 || failure instanceof OverloadedException;
        if (concernsAll && answer.canFail()) {
          throw failure;
        }
        Image named = new Image(image.name(), null, null, null);
        answer.add(index, new Result(named, null, null, null, Problems.of(failure)));
        outcome = CaptionMetrics.PARTIAL;
      }
      index++;
    }
    return outcome;
  }

  /** Of the random numbers, with sampling only. */
  @Nullable Long seed() {
    return options.strategy() == Strategy.SAMPLE ? options.seed() : null;
  }

  private Result result(Upload image, CaptionedImage captioned) {
    return new Result(
        new Image(image.name(), image.sha256(), captioned.width(), captioned.height()),
        detail == Detail.ATTENTION ? Grid.of(model.grid()) : null,
        captioned.captions().stream().map(caption -> Text.of(caption, model, detail)).toList(),
        captioned.timings(),
        null);
  }
}
