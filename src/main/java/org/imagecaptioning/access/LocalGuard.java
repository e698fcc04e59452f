package org.imagecaptioning.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.imagecaptioning.access.AccessRules.Need;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/** Where there are no keys: what changes something is taken from this machine alone. */
final class LocalGuard implements Guard {

  private static final String LOCAL = "local";

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    return doubt(request).isPresent()
        ? null
        : new PreAuthenticatedAuthenticationToken(LOCAL, "", List.of());
  }

  @Override
  public Authentication authenticate(Authentication caller) {
    return caller;
  }

  @Override
  public Optional<ProblemException> refusal(
      Need need, Authentication caller, HttpServletRequest request) {
    return !need.change() || new AuthenticationTrustResolverImpl().isAuthenticated(caller)
        ? Optional.empty()
        : Optional.of(
            new ProblemException(
                ProblemType.FORBIDDEN,
                "Without keys, a call that changes something is taken from this machine alone: %s %s is"
                        .formatted(request.getMethod(), request.getRequestURI())
                    + " refused, since %s. Set a key to be let in from elsewhere: 'java -jar"
                        .formatted(doubt(request).orElse("where it comes from is not known"))
                    + " captioning.jar key --name NAME --scopes admin,train,caption --file FILE' makes one,"
                    + " the setting captioning.access.keys-file=FILE has the service know it."));
  }

  private static Optional<String> doubt(HttpServletRequest request) {
    return request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller
        ? caller.doubt()
        : Optional.of("where it comes from is not known");
  }
}
