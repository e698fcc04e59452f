package org.imagecaptioning.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.imagecaptioning.errors.CaptioningException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes answers of problems: as bytes, so that an answer has a length and is whole before the rest
 * of a refused body is taken in.
 */
@Component
public class ProblemResponses {

  private static final List<String> HEADERS =
      List.of(HttpHeaders.ALLOW, HttpHeaders.ACCEPT, HttpHeaders.RETRY_AFTER);

  /** What is away for longer than that is asked for again and again, which costs little. */
  private static final String RETRY_AFTER_SECONDS = "5";

  private final JsonMapper json;

  ProblemResponses(JsonMapper json) {
    this.json = json;
  }

  /**
   * Answers a request that no controller has seen. Hundreds a second may be refused so, each at a
   * fraction of what it costs to throw to the dispatcher.
   *
   * @throws IOException if the client is gone
   */
  public void send(
      CaptioningException failure, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ProblemType type = Problems.type(failure);
    byte[] body = body(type, Problems.detail(failure), request.getRequestURI());
    response.setStatus(type.status());
    headers(type, retryAfter(failure))
        .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /**
   * @param path of the request, encoded
   */
  ResponseEntity<Object> of(CaptioningException failure, String path) {
    return of(Problems.type(failure), Problems.detail(failure), path, retryAfter(failure));
  }

  ResponseEntity<Object> of(ProblemType type, String detail, String path) {
    return of(type, detail, path, new HttpHeaders());
  }

  /**
   * @param path of the request, encoded
   * @param headers those of them that belong to a problem are kept
   */
  ResponseEntity<Object> of(ProblemType type, String detail, String path, HttpHeaders headers) {
    return ResponseEntity.status(type.status())
        .headers(headers(type, headers))
        .body(body(type, detail, path));
  }

  private static HttpHeaders retryAfter(CaptioningException failure) {
    HttpHeaders headers = new HttpHeaders();
    if (failure instanceof HasProblemType known) {
      known
          .retryAfter()
          .ifPresent(time -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(time.toSeconds())));
    }
    return headers;
  }

  private static HttpHeaders headers(ProblemType type, HttpHeaders headers) {
    HttpHeaders kept = new HttpHeaders();
    for (String name : HEADERS) {
      if (headers.containsHeader(name)) { // an empty one would take away what is set already
        kept.addAll(name, headers.getOrEmpty(name));
      }
    }
    if (type == ProblemType.UNAVAILABLE && kept.getFirst(HttpHeaders.RETRY_AFTER) == null) {
      kept.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    if (type == ProblemType.UNAUTHORIZED) {
      kept.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"captioning\"");
    }
    kept.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return kept;
  }

  private byte[] body(ProblemType type, String detail, String path) {
    return json.writeValueAsBytes(Problems.of(type, detail, path));
  }
}
