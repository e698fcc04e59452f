package org.imagecaptioning.captions;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.imagecaptioning.web.ProblemResponses;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Refuses calls for which there is no room before Spring dispatches them. Under overload most calls
 * are refused, by the processors that those inside need.
 */
final class RoomFilter extends OncePerRequestFilter {

  private final CaptionService service;
  private final CaptionMetrics metrics;
  private final ProblemResponses problems;

  RoomFilter(CaptionService service, CaptionMetrics metrics, ProblemResponses problems) {
    this.service = service;
    this.metrics = metrics;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !HttpMethod.POST.matches(request.getMethod());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      service.checkRoom(Caching.of(request));
    } catch (OverloadedException refused) {
      metrics.request(null, CaptionMetrics.outcome(refused));
      ServerHttpObservationFilter.findObservationContext(request).ifPresent(RoomFilter::name);
      problems.send(refused, request, response);
      return;
    }
    chain.doFilter(request, response);
  }

  /** As the dispatcher would have: refused calls are counted with the others. */
  private static void name(ServerRequestObservationContext observed) {
    observed.setPathPattern(CaptionsController.PATH);
  }
}
