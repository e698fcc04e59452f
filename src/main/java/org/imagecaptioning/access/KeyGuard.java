package org.imagecaptioning.access;

import jakarta.servlet.http.HttpServletRequest;
import org.imagecaptioning.access.AccessRules.Need;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.imagecaptioning.web.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Where there are keys: what needs a scope needs a key that has it, wherever the call comes from.
 */
final class KeyGuard implements Guard {

  private static final String BEARER = "Bearer ";

  private final ApiKeys keys;

  KeyGuard(ApiKeys keys) {
    this.keys = keys;
  }

  @Override
  public void admit(Need need, HttpServletRequest request) {
    if (need.scope() != null) {
      require(need.scope(), request);
    }
  }

  @Override
  public void require(Scope scope, HttpServletRequest request) {
    String shown = shown(request);
    if (shown == null) {
      throw new ProblemException(
          ProblemType.UNAUTHORIZED,
          "%s needs a key with the scope %s, sent as the header 'Authorization: Bearer KEY' or 'X-API-Key: KEY'."
              .formatted(call(request), scope.label()));
    }
    ApiKey key =
        keys.find(shown)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.UNAUTHORIZED,
                        "The key that was sent is not known here; %s needs one with the scope %s."
                            .formatted(call(request), scope.label())));
    if (!key.scopes().contains(scope)) {
      throw new ProblemException(
          ProblemType.FORBIDDEN,
          "%s needs a key with the scope %s; the key '%s' has %s."
              .formatted(call(request), scope.label(), key.name(), key.labels()));
    }
  }

  private static @Nullable String shown(HttpServletRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return authorization.substring(BEARER.length()).strip();
    }
    return request.getHeader("X-API-Key");
  }

  private static String call(HttpServletRequest request) {
    return request.getMethod() + " " + request.getRequestURI();
  }
}
