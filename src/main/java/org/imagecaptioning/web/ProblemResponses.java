package org.imagecaptioning.web;

import java.util.List;
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
class ProblemResponses {

  private static final List<String> HEADERS =
      List.of(HttpHeaders.ALLOW, HttpHeaders.ACCEPT, HttpHeaders.RETRY_AFTER);

  /** What is away for longer than that is asked for again and again, which costs little. */
  private static final String RETRY_AFTER_SECONDS = "5";

  private final JsonMapper json;

  ProblemResponses(JsonMapper json) {
    this.json = json;
  }

  ResponseEntity<Object> of(ProblemType type, String detail, String path) {
    return of(type, detail, path, new HttpHeaders());
  }

  /**
   * @param path of the request, encoded
   * @param headers those of them that belong to a problem are kept
   */
  ResponseEntity<Object> of(ProblemType type, String detail, String path, HttpHeaders headers) {
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
    return ResponseEntity.status(type.status())
        .headers(kept)
        .body(json.writeValueAsBytes(Problems.of(type, detail, path)));
  }
}
