package org.imagecaptioning.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemResponses;
import org.imagecaptioning.web.ProblemType;
import org.imagecaptioning.web.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Answers with problems whatever the chain of security filters refuses. */
final class Refusals
    implements AccessDeniedHandler,
        AuthenticationEntryPoint,
        AuthenticationFailureHandler,
        RequestRejectedHandler {

  private final AccessRules rules;
  private final ProblemResponses problems;

  Refusals(AccessRules rules, ProblemResponses problems) {
    this.rules = rules;
    this.problems = problems;
  }

  void answer(HttpServletRequest request, HttpServletResponse response, ProblemException refusal)
      throws IOException {
    problems.send(refusal, request, response);
  }

  /** Someone who is known may not do this. */
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException {
    answer(request, response, reason(denied));
  }

  /** Someone who is not known may not do this. */
  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException unknown)
      throws IOException {
    answer(request, response, reason(unknown.getCause()));
  }

  /** A key was shown that is none. */
  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    Scope scope = rules.needOf(request).scope();
    answer(
        request,
        response,
        new ProblemException(
            ProblemType.UNAUTHORIZED,
            "%s; %s %s needs %s."
                .formatted(
                    failure.getMessage(),
                    request.getMethod(),
                    request.getRequestURI(),
                    scope == null ? "none" : "one with the scope " + scope.label()),
            failure));
  }

  /** The path is spelled as attacks are. */
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
      throws IOException {
    answer(
        request,
        response,
        new ProblemException(
            ProblemType.MALFORMED_REQUEST,
            "The path is spelled in a way that is not accepted: it holds no ';', no '//', no"
                + " segment that is '.' or '..', and no '/', '\\', '.' or '%' that is"
                + " percent-encoded.",
            rejected));
  }

  private static ProblemException reason(@Nullable Throwable denied) {
    if (denied instanceof AuthorizationDeniedException decided
        && decided.getAuthorizationResult() instanceof Ruling ruling
        && ruling.refusal() != null) {
      return ruling.refusal();
    }
    throw new IllegalStateException("Only the rules refuse", denied);
  }
}
