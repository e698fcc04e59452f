package org.imagecaptioning.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.imagecaptioning.access.AccessRules.Need;
import org.imagecaptioning.web.ProblemException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Says who calls and what they may do: by their keys, or by where they come from. As a converter it
 * finds in a request what tells of its caller, as a manager it decides whether to believe it.
 */
interface Guard extends AuthenticationConverter, AuthenticationManager {

  /** Why a call may not go on; empty if it may. */
  Optional<ProblemException> refusal(Need need, Authentication caller, HttpServletRequest request);
}
