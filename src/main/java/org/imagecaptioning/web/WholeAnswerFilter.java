package org.imagecaptioning.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends the end of an answer that has begun before its request is over: a service that stops waits
 * for requests, and would close the connection in between.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class WholeAnswerFilter extends OncePerRequestFilter {

  private static final Logger log = LoggerFactory.getLogger(WholeAnswerFilter.class);

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    if (response.isCommitted() && !request.isAsyncStarted()) {
      end(response);
    }
  }

  private static void end(HttpServletResponse response) {
    try {
      response.getOutputStream().close();
    } catch (IOException clientIsGone) {
      log.debug("Nobody took the end of an answer", clientIsGone);
    } catch (IllegalStateException writtenAsText) {
      log.debug("An answer was written as text, and ends with its request", writtenAsText);
    }
  }
}
