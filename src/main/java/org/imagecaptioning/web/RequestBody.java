package org.imagecaptioning.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/**
 * The body of a request, counted as it comes in. Whatever is wrong with it is thrown as a {@link
 * ProblemException}, so an {@link IOException} of a parser that reads it is about its content.
 */
public final class RequestBody extends InputStream {

  /** A request's attribute, set once its body was asked for. */
  static final String ASKED_FOR = RequestBody.class.getName() + ".ASKED_FOR";

  /**
   * A request's attribute: why its body could not be read. Tomcat drops what was answered then, and
   * asks for an error page.
   */
  static final String PROBLEM = RequestBody.class.getName() + ".PROBLEM";

  private final HttpServletRequest request;
  private final InputStream body;
  private final long limit;
  private long count;

  private RequestBody(HttpServletRequest request, InputStream body, long limit) {
    this.request = request;
    this.body = body;
    this.limit = limit;
  }

  /**
   * @param limit the most bytes that the body may have
   * @throws ProblemException if its length is said to be more
   */
  public static RequestBody of(HttpServletRequest request, long limit) throws IOException {
    if (request.getContentLengthLong() > limit) {
      throw tooLarge(limit);
    }
    request.setAttribute(ASKED_FOR, true);
    return new RequestBody(request, request.getInputStream(), limit);
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    int n;
    try {
      n = body.read(buffer, offset, length);
    } catch (IOException failure) {
      ProblemException problem = problem(failure);
      request.setAttribute(PROBLEM, problem);
      throw problem;
    }
    count += Math.max(n, 0);
    if (count > limit) {
      throw tooLarge(limit);
    }
    return n;
  }

  private ProblemException problem(IOException failure) {
    if (request.getAttribute(BodyValve.BODY) instanceof Body watched && watched.wasEnded()) {
      return new ProblemException(
          ProblemType.REQUEST_TIMEOUT,
          "The body came too slowly, and was ended after %d bytes; try again on a faster line."
              .formatted(count),
          failure);
    }
    if (failure instanceof SocketTimeoutException
        || failure.getCause() instanceof SocketTimeoutException) {
      return new ProblemException(
          ProblemType.REQUEST_TIMEOUT,
          "After %d bytes of the body no more came for too long.".formatted(count),
          failure);
    }
    return new ProblemException(
        ProblemType.INCOMPLETE_BODY,
        "The body broke off after %d bytes; Content-Length or the chunks promised more."
            .formatted(count),
        failure);
  }

  private static ProblemException tooLarge(long limit) {
    return new ProblemException(
        ProblemType.REQUEST_TOO_LARGE,
        "The body has more than the %d bytes that a call may have.".formatted(limit));
  }
}
