package org.imagecaptioning.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.imagecaptioning.access.AccessRules.Need;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.imagecaptioning.web.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/**
 * Where there are keys: what needs a scope needs a key that has it, wherever the call comes from. A
 * key that is not known is refused everywhere, so that whoever shows one learns that it is gone.
 */
final class KeyGuard implements Guard {

  static final String HEADER = "X-API-Key";

  private static final String BEARER = "bearer ";

  private final Supplier<ApiKeys> keys;

  /**
   * @param keys those that are known now
   */
  KeyGuard(Supplier<ApiKeys> keys) {
    this.keys = keys;
  }

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    String shown = shown(request);
    return shown == null || shown.isBlank()
        ? null
        : new PreAuthenticatedAuthenticationToken("", shown.strip());
  }

  @Override
  public Authentication authenticate(Authentication shown) {
    return keys.get()
        .find(String.valueOf(shown.getCredentials()))
        .map(KeyCaller::of)
        .orElseThrow(() -> new BadCredentialsException("The key that was sent is not known here"));
  }

  @Override
  public Optional<ProblemException> refusal(
      Need need, Authentication caller, HttpServletRequest request) {
    Scope scope = need.scope();
    if (scope == null) {
      return Optional.empty();
    }
    if (!(caller instanceof KeyCaller known)) {
      return Optional.of(
          new ProblemException(
              ProblemType.UNAUTHORIZED,
              "%s needs a key with the scope %s, sent as the header 'Authorization: Bearer KEY' or 'X-API-Key: KEY'."
                  .formatted(call(request), scope.label())));
    }
    return known.key().scopes().contains(scope)
        ? Optional.empty()
        : Optional.of(
            new ProblemException(
                ProblemType.FORBIDDEN,
                "%s needs a key with the scope %s; the key '%s' has %s."
                    .formatted(
                        call(request), scope.label(), known.key().name(), known.key().labels())));
  }

  private static @Nullable String shown(HttpServletRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? authorization.substring(BEARER.length())
        : request.getHeader(HEADER);
  }

  private static String call(HttpServletRequest request) {
    return request.getMethod() + " " + request.getRequestURI();
  }
}
