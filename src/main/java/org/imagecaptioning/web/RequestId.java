package org.imagecaptioning.web;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The id of a request: in a header of its answer, in every line of the log that it causes, in every
 * problem. Whoever calls may bring one along; a proxy does, and so finds its own in this log.
 */
public final class RequestId {

  public static final String HEADER = "X-Request-Id";

  /** Its name in problems and in the log. */
  public static final String NAME = "requestId";

  /** What can neither break a line of a log nor pass for anything else in it. */
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private RequestId() {}

  /** The id of the request that this thread answers, null if it answers none. */
  public static @Nullable String current() {
    return MDC.get(NAME);
  }

  /** Does what a request only happens to be the occasion of: its id is not with what is logged. */
  public static void apart(Runnable work) {
    String id = current();
    MDC.remove(NAME);
    try {
      work.run();
    } finally {
      if (id != null) {
        MDC.put(NAME, id);
      }
    }
  }

  /**
   * @param sent by the client, null if it sent none
   */
  static String of(@Nullable String sent, RandomGenerator random) {
    return sent != null && SANE.matcher(sent).matches()
        ? sent
        : HexFormat.of().toHexDigits(random.nextLong());
  }
}
