package org.imagecaptioning.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Who may do what, for what the path alone does not tell. Every request has passed the rules on its
 * method and path before a controller sees it.
 */
@FunctionalInterface
public interface Access {

  /**
   * Lets a call go on that changes something. With keys, its key has the scope; without, it comes
   * from this machine and from no page of another site.
   *
   * @throws ProblemException if it may not: {@code unauthorized} without a known key, {@code
   *     forbidden} with one that lacks the scope, or if there are no keys
   */
  void require(Scope scope, HttpServletRequest request);
}
