package org.imagecaptioning.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes in what a refused request still sends, after the answer is out: a connection closed with
 * bytes unread is reset, and the client never sees why.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnreadBodyFilter extends OncePerRequestFilter {

  private static final Logger log = LoggerFactory.getLogger(UnreadBodyFilter.class);

  /** Who sends more than this after being refused is cut off. */
  private static final long MOST_BYTES = 1L << 30;

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    // An error without a type has no answer yet: the container dispatches it when this returns.
    boolean refused = response.getStatus() >= 400 && response.getContentType() != null;
    if (refused && !request.isAsyncStarted() && sendsBody(request)) {
      response.flushBuffer();
      drain(request);
    }
  }

  private static boolean sendsBody(HttpServletRequest request) {
    boolean waitsToBeAsked =
        request.getHeader(HttpHeaders.EXPECT) != null
            && request.getAttribute(RequestBody.ASKED_FOR) == null;
    boolean hasBody =
        request.getContentLengthLong() > 0
            || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    return hasBody && !waitsToBeAsked;
  }

  private static void drain(HttpServletRequest request) {
    byte[] buffer = new byte[1 << 16];
    try {
      InputStream body = request.getInputStream();
      long total = 0;
      for (int n = body.read(buffer); n >= 0 && total < MOST_BYTES; n = body.read(buffer)) {
        total += n;
      }
    } catch (IOException | IllegalStateException clientIsGone) {
      log.debug("The rest of a refused request did not come", clientIsGone);
    }
  }
}
