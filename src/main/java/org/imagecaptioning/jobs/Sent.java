package org.imagecaptioning.jobs;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.imagecaptioning.hashes.Sha256;
import org.imagecaptioning.web.JsonBody;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * What a client sent.
 *
 * @param kind of job that it asks for
 * @param sha256 of the body, the same for all ways to write it
 * @param key the client's own for this request: sent again with it, it makes no second job
 */
record Sent(JobKind kind, String sha256, @Nullable String key) {

  private static final String KEY_HEADER = "Idempotency-Key";
  private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

  /**
   * @throws ProblemException if the header Idempotency-Key holds no key
   */
  static Sent of(JobKind kind, JsonBody body, HttpServletRequest request) {
    return new Sent(kind, Sha256.of(body.canonical()), key(request));
  }

  private static @Nullable String key(HttpServletRequest request) {
    String key = request.getHeader(KEY_HEADER);
    if (key != null && !KEY.matcher(key).matches()) {
      throw new ProblemException(
          ProblemType.MALFORMED_REQUEST,
          "The Idempotency-Key header is 1 to 255 visible ASCII characters without blanks.");
    }
    return key;
  }
}
