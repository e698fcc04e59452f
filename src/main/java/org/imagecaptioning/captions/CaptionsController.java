package org.imagecaptioning.captions;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captions.CaptionsResponse.Model;
import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.home.CaptioningHome;
import org.imagecaptioning.models.LoadedModel;
import org.imagecaptioning.models.ModelLease;
import org.imagecaptioning.models.ModelRegistry;
import org.imagecaptioning.settings.CaptioningSettings;
import org.imagecaptioning.web.Accepted;
import org.imagecaptioning.web.ClientGoneException;
import org.imagecaptioning.web.EventStream;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** POST /captions. */
@RestController
class CaptionsController implements CaptionsApi {

  private static final Logger log = LoggerFactory.getLogger(CaptionsController.class);

  static final String PATH = "/captions";

  private static final MediaType[] ANSWERS = {
    MediaType.APPLICATION_JSON,
    MediaType.TEXT_PLAIN,
    MediaType.TEXT_EVENT_STREAM,
    MediaType.IMAGE_PNG
  };

  private final ModelRegistry models;
  private final CaptionService service;
  private final SheetPainter painter;
  private final CaptionMetrics metrics;
  private final CaptioningSettings settings;
  private final CaptioningHome home;
  private final JsonMapper json;

  CaptionsController(
      ModelRegistry models,
      CaptionService service,
      SheetPainter painter,
      CaptionMetrics metrics,
      CaptioningSettings settings,
      CaptioningHome home,
      JsonMapper json) {
    this.models = models;
    this.service = service;
    this.painter = painter;
    this.metrics = metrics;
    this.settings = settings;
    this.home = home;
    this.json = json;
  }

  @Override
  @PostMapping(
      path = PATH,
      produces = {
        MediaType.APPLICATION_JSON_VALUE,
        MediaType.TEXT_PLAIN_VALUE,
        MediaType.TEXT_EVENT_STREAM_VALUE,
        MediaType.IMAGE_PNG_VALUE
      })
  public @Nullable CaptionsResponse caption(
      HttpServletRequest request, HttpServletResponse response) throws IOException {
    LoadedModel model = null;
    String outcome = CaptionMetrics.FAILURE;
    try {
      checkRole();
      CaptionQuery query = CaptionQuery.of(request.getQueryString());
      Caching most = Caching.of(request);
      // The model is borrowed only once all is here: a slow client keeps nothing loaded.
      try (ImageUploads images = ImageUploads.read(request, settings, home.uploads());
          ModelLease lease = models.acquire(query.model())) {
        model = lease.model();
        DecodingOptions options = options(query, model);
        Caching caching = query.isRepeatable(options) ? most : most.atMost(Caching.FEATURES);
        CaptionCall call = new CaptionCall(model, options, query.detail(), caching, images);
        MediaType answered = Accepted.of(request, ANSWERS);
        if (answered.equals(MediaType.TEXT_EVENT_STREAM)) {
          outcome = stream(call, new EventStream(response, json));
          return null;
        }
        if (answered.equals(MediaType.IMAGE_PNG)) {
          send(painter.png(call), response);
          outcome = CaptionMetrics.SUCCESS;
          return null;
        }
        CollectedAnswer answer = new CollectedAnswer();
        outcome = call.run(service, answer);
        return new CaptionsResponse(Model.of(model), call.seed(), answer.results());
      }
    } catch (ClientGoneException gone) {
      log.debug("A stream of captions was abandoned", gone);
      outcome = CaptionMetrics.ABANDONED;
      return null;
    } catch (CaptioningException failure) {
      outcome = CaptionMetrics.outcome(failure);
      throw failure;
    } finally {
      metrics.request(model, outcome);
    }
  }

  private void checkRole() {
    if (!settings.role().captions()) {
      throw new ProblemException(
          ProblemType.MISDIRECTED_REQUEST,
          "This process works on jobs alone (captioning.role=train); captions are made by those that"
              + " share its captioning.home and have the role serve or all.");
    }
  }

  private static DecodingOptions options(CaptionQuery query, LoadedModel model) {
    return query.options(
        model.decodingDefaults(),
        () -> ThreadLocalRandom.current().nextLong(CaptionQuery.GREATEST_SEED + 1));
  }

  private static void send(byte[] png, HttpServletResponse response) {
    response.setContentType(MediaType.IMAGE_PNG_VALUE);
    response.setContentLength(png.length);
    try {
      response.getOutputStream().write(png);
    } catch (IOException failure) {
      throw new ClientGoneException(failure);
    }
  }

  /** Answers as it goes. What fails before the first event is thrown, and answered as usual. */
  private String stream(CaptionCall call, EventStream stream) {
    StreamedAnswer answer = new StreamedAnswer(stream, call.model().vocabulary(), call.detail());
    try {
      String outcome = call.run(service, answer);
      answer.end(Model.of(call.model()), call.seed());
      return outcome;
    } catch (RuntimeException failure) {
      if (answer.canFail() || failure instanceof ClientGoneException) {
        throw failure;
      }
      log.error("A stream of captions broke off", failure);
      answer.breakOff();
      return CaptionMetrics.FAILURE;
    }
  }
}
