package org.imagecaptioning.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.imagecaptioning.web.ProblemException;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ServletRequestPathUtils;

/** Asks the guard about every request, before anything of its body is read. */
final class AccessFilter extends OncePerRequestFilter {

  private final AccessRules rules;
  private final Guard guard;
  private final HandlerExceptionResolver problems;

  /**
   * @param problems answers what is refused
   */
  AccessFilter(AccessRules rules, Guard guard, HandlerExceptionResolver problems) {
    this.rules = rules;
    this.guard = guard;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
    try {
      guard.admit(rules.needOf(request.getMethod(), path), request);
    } catch (ProblemException refused) {
      problems.resolveException(request, response, null, refused);
      return;
    }
    chain.doFilter(request, response);
  }
}
