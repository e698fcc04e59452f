package org.imagecaptioning.jobs;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.imagecaptioning.web.JsonBody;
import org.imagecaptioning.web.QueryParameters;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Evaluations over HTTP. */
@RestController
@RequestMapping("/evaluations")
class EvaluationsController implements EvaluationsApi {

  private static final JobKind KIND = JobKind.EVALUATION;

  private final EvaluationRequests requests;
  private final JobService jobs;
  private final JobDirectory directory;
  private final JobEvents events;

  EvaluationsController(
      EvaluationRequests requests, JobService jobs, JobDirectory directory, JobEvents events) {
    this.requests = requests;
    this.jobs = jobs;
    this.directory = directory;
    this.events = events;
  }

  @Override
  @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  public ResponseEntity<JobView> evaluate(HttpServletRequest request) throws IOException {
    QueryParameters.of(request.getQueryString(), List.of());
    JsonBody body = JsonBody.read(request, EvaluationRequests.NAMES);
    Sent sent = Sent.of(KIND, body, request);
    Job job = jobs.submit(sent, () -> requests.read(body, sent));
    return ResponseEntity.accepted()
        .location(URI.create(KIND.path() + "/" + job.id()))
        .body(directory.show(job));
  }

  @Override
  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  public JobList evaluations(HttpServletRequest request) {
    return directory.list(KIND, request.getQueryString());
  }

  @Override
  @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  public JobView evaluation(@PathVariable String id, HttpServletRequest request) {
    QueryParameters.of(request.getQueryString(), List.of());
    return directory.show(directory.find(KIND, id));
  }

  @Override
  @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  public SseEmitter evaluationEvents(@PathVariable String id, HttpServletRequest request) {
    QueryParameters.of(request.getQueryString(), List.of());
    return events.follow(directory.find(KIND, id), request.getHeader("Last-Event-ID"));
  }

  @Override
  @DeleteMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  public ResponseEntity<JobView> cancelEvaluation(
      @PathVariable String id, HttpServletRequest request) {
    QueryParameters.of(request.getQueryString(), List.of());
    return ResponseEntity.accepted().body(directory.show(jobs.cancel(directory.find(KIND, id))));
  }
}
