package org.imagecaptioning.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.imagecaptioning.access.RateLimits.Left;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses calls of whoever makes too many, and tells everyone how many are left. Keys that are not
 * known count as calls of their address, wherever they are shown.
 */
final class RateLimitFilter extends OncePerRequestFilter implements AuthenticationFailureHandler {

  /** Fields of draft-ietf-httpapi-ratelimit-headers, as it has them since its eighth version. */
  static final String POLICY = "RateLimit-Policy";

  static final String LIMIT = "RateLimit";

  private final RateLimits limits;
  private final Duration period;
  private final AccessRules rules;
  private final Refusals refusals;

  RateLimitFilter(RateLimits limits, Duration period, AccessRules rules, Refusals refusals) {
    this.limits = limits;
    this.period = period;
    this.rules = rules;
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Left> left =
        rules.needOf(request).open()
            ? Optional.empty()
            : limits.count(
                Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication()),
                request.getRemoteAddr());
    if (admits(left, request, response)) {
      chain.doFilter(request, response);
    }
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    if (admits(limits.countStranger(request.getRemoteAddr()), request, response)) {
      refusals.onAuthenticationFailure(request, response, failure);
    }
  }

  private boolean admits(
      Optional<Left> counted, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (counted.isEmpty()) {
      return true;
    }
    Left left = counted.get();
    response.setHeader(
        POLICY, "\"%s\";q=%d;w=%d".formatted(left.policy(), left.quota(), period.toSeconds()));
    response.setHeader(
        LIMIT, "\"%s\";r=%d;t=%d".formatted(left.policy(), left.left(), left.resetSeconds()));
    if (!left.refused()) {
      return true;
    }
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(left.retrySeconds()));
    refusals.answer(
        request,
        response,
        new ProblemException(
            ProblemType.TOO_MANY_REQUESTS,
            "This %s has made the %d calls that it may make in %d s; the next may come in %d s."
                .formatted(left.policy(), left.quota(), period.toSeconds(), left.retrySeconds())));
    return false;
  }
}
