package org.imagecaptioning.access;

import jakarta.servlet.http.HttpServletRequest;
import org.imagecaptioning.access.AccessRules.Need;
import org.imagecaptioning.web.Access;

/** Lets calls go on or refuses them: by their keys, or by where they come from. */
interface Guard extends Access {

  /**
   * @throws org.imagecaptioning.web.ProblemException if the call may not go on
   */
  void admit(Need need, HttpServletRequest request);
}
