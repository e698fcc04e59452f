package org.imagecaptioning.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.imagecaptioning.access.AccessRules.Need;
import org.imagecaptioning.web.Scope;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Has every call audited that changes something, needs {@code admin}, or is refused for who calls.
 */
final class AuditFilter extends OncePerRequestFilter {

  private final AccessRules rules;
  private final AuditLog audit;

  AuditFilter(AccessRules rules, AuditLog audit) {
    this.rules = rules;
    this.audit = audit;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean answered = false;
    try {
      chain.doFilter(request, response);
      answered = true;
    } finally {
      int status = answered ? response.getStatus() : HttpStatus.INTERNAL_SERVER_ERROR.value();
      if (concerns(rules.needOf(request), status)) {
        audit.called(who(), request, status);
      }
    }
  }

  private static boolean concerns(Need need, int status) {
    return need.change()
        || need.scope() == Scope.ADMIN
        || status == HttpStatus.UNAUTHORIZED.value()
        || status == HttpStatus.FORBIDDEN.value();
  }

  private static String who() {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    return caller == null ? SecurityConfiguration.ANONYMOUS : caller.getName();
  }
}
