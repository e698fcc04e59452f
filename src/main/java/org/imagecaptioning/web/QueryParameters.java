package org.imagecaptioning.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request, taken from its URI alone, so that a body which calls itself a form is
 * left as it is. Each parameter is known and comes once.
 */
public final class QueryParameters {

  private final Map<String, String> values;

  private QueryParameters(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @param query as in the URI, encoded; null if there is none
   * @param known the names that there may be, in the order that they are told in
   * @throws ProblemException if there is another name, one twice, or the encoding is broken
   */
  public static QueryParameters of(@Nullable String query, Collection<String> known) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (!known.contains(name)) {
        throw new ProblemException(
            ProblemType.UNKNOWN_PARAMETER,
            "There is no parameter '%s'; there are %s."
                .formatted(name, known.isEmpty() ? "none here" : String.join(", ", known)));
      }
      if (values.put(name, value) != null) {
        throw new ProblemException(
            ProblemType.DUPLICATE_PARAMETER,
            "The parameter '%s' is given more than once; it may come once.".formatted(name));
      }
    }
    return new QueryParameters(values);
  }

  /** The value of a parameter, null if it was not given. */
  public @Nullable String get(String name) {
    return values.get(name);
  }

  private static String decode(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      throw new ProblemException(
          ProblemType.MALFORMED_REQUEST,
          "The query is not percent-encoded: " + notEncoded.getMessage(),
          notEncoded);
    }
  }
}
