package org.imagecaptioning.captions;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.DecodingOptions.Strategy;
import org.imagecaptioning.captions.CaptionsResponse.Image;
import org.imagecaptioning.captions.CaptionsResponse.Model;
import org.imagecaptioning.captions.CaptionsResponse.Result;
import org.imagecaptioning.captions.CaptionsResponse.Text;
import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.models.LoadedModel;
import org.imagecaptioning.models.ModelLease;
import org.imagecaptioning.models.ModelRegistry;
import org.imagecaptioning.settings.CaptioningSettings;
import org.imagecaptioning.web.Problems;
import org.imagecaptioning.web.Upload;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** POST /captions. */
@RestController
class CaptionsController implements CaptionsApi {

  private final ModelRegistry models;
  private final CaptionService service;
  private final CaptionMetrics metrics;
  private final CaptioningSettings settings;

  CaptionsController(
      ModelRegistry models,
      CaptionService service,
      CaptionMetrics metrics,
      CaptioningSettings settings) {
    this.models = models;
    this.service = service;
    this.metrics = metrics;
    this.settings = settings;
  }

  @Override
  @PostMapping(
      path = "/captions",
      produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE})
  public CaptionsResponse caption(HttpServletRequest request) throws IOException {
    LoadedModel model = null;
    String outcome = CaptionMetrics.FAILURE;
    try {
      CaptionQuery query = CaptionQuery.of(request.getQueryString());
      // The model is borrowed only once all is here: a slow client keeps nothing loaded.
      try (ImageUploads images = ImageUploads.read(request, settings);
          ModelLease lease = models.acquire(query.model())) {
        model = lease.model();
        CaptionsResponse response = caption(query, model, images);
        outcome =
            response.results().stream().allMatch(result -> result.problem() == null)
                ? CaptionMetrics.SUCCESS
                : CaptionMetrics.PARTIAL;
        return response;
      }
    } catch (CaptioningException failure) {
      outcome = CaptionMetrics.outcome(failure);
      throw failure;
    } finally {
      metrics.request(model, outcome);
    }
  }

  private CaptionsResponse caption(CaptionQuery query, LoadedModel model, ImageUploads images) {
    DecodingOptions options =
        query.options(
            model.decodingDefaults(),
            () -> ThreadLocalRandom.current().nextLong(CaptionQuery.GREATEST_SEED + 1));
    List<Result> results = new ArrayList<>();
    for (Upload image : images) {
      try {
        results.add(result(image, service.caption(model, options, image), model, query.tokens()));
      } catch (CaptioningException failure) {
        if (images.count() == 1) {
          throw failure;
        }
        Image named = new Image(image.name(), null, null, null);
        results.add(new Result(named, null, null, Problems.of(failure)));
      }
    }
    @Nullable Long seed = options.strategy() == Strategy.SAMPLE ? options.seed() : null;
    return new CaptionsResponse(Model.of(model), seed, results);
  }

  private static Result result(
      Upload image, CaptionedImage captioned, LoadedModel model, boolean tokens) {
    return new Result(
        new Image(image.name(), captioned.sha256(), captioned.width(), captioned.height()),
        captioned.captions().stream()
            .map(caption -> Text.of(caption, model.vocabulary(), tokens))
            .toList(),
        captioned.timings(),
        null);
  }
}
