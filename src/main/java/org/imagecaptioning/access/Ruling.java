package org.imagecaptioning.access;

import org.imagecaptioning.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationResult;

/**
 * What the rules make of a call.
 *
 * @param refusal why it may not go on, null if it may
 */
record Ruling(@Nullable ProblemException refusal) implements AuthorizationResult {

  @Override
  public boolean isGranted() {
    return refusal == null;
  }
}
