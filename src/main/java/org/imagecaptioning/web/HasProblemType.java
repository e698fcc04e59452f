package org.imagecaptioning.web;

/** A failure that knows what problem it is to whoever caused it; its message is the detail. */
public interface HasProblemType {

  /** The type of the problem that it is answered with. */
  ProblemType problemType();
}
