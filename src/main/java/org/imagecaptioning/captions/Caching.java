package org.imagecaptioning.captions;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import org.springframework.http.HttpHeaders;

/**
 * What of a call may come from the caches, and go into them; each has all that those before it
 * have.
 */
enum Caching {
  NONE,
  /** Words are drawn anew each time; what the encoder sees stays the same. */
  FEATURES,
  ALL;

  /** What a client allows, by its Cache-Control headers. */
  static Caching of(HttpServletRequest request) {
    boolean refused =
        Collections.list(request.getHeaders(HttpHeaders.CACHE_CONTROL)).stream()
            .flatMap(header -> Arrays.stream(header.split(",")))
            .anyMatch(directive -> directive.strip().equalsIgnoreCase("no-store"));
    return refused ? NONE : ALL;
  }

  Caching atMost(Caching other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
