package org.imagecaptioning.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.imagecaptioning.access.AccessRules.Need;
import org.imagecaptioning.web.Access;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.Scope;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Has the guard hold the rules: on every request, and where an endpoint asks for more. */
final class GuardedAccess implements AuthorizationManager<HttpServletRequest>, Access {

  private final AccessRules rules;
  private final Guard guard;

  GuardedAccess(AccessRules rules, Guard guard) {
    this.rules = rules;
    this.guard = guard;
  }

  @Override
  public Ruling authorize(Supplier<? extends Authentication> caller, HttpServletRequest request) {
    return ruling(rules.needOf(request), caller.get(), request);
  }

  @Override
  public void require(Scope scope, HttpServletRequest request) {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    if (caller == null) {
      throw new IllegalStateException("Only requests that have passed the rules get here");
    }
    ProblemException refusal = ruling(Need.ofChange(scope), caller, request).refusal();
    if (refusal != null) {
      throw refusal;
    }
  }

  private Ruling ruling(Need need, Authentication caller, HttpServletRequest request) {
    return new Ruling(guard.refusal(need, caller, request).orElse(null));
  }
}
