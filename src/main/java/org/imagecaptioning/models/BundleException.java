package org.imagecaptioning.models;

import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.web.HasProblemType;
import org.imagecaptioning.web.ProblemType;
import org.jspecify.annotations.Nullable;

/** A bundle that cannot be used: the message names the entry at fault, and the fault. */
public final class BundleException extends CaptioningException implements HasProblemType {

  private static final long serialVersionUID = 1L;

  private final String entry;
  private final String fault;

  BundleException(String entry, String fault) {
    this(entry, fault, null);
  }

  BundleException(String entry, String fault, @Nullable Throwable cause) {
    super(entry + ": " + fault, cause);
    this.entry = entry;
    this.fault = fault;
  }

  /** The entry at fault, or the bundle's own name if it cannot be read at all. */
  public String entry() {
    return entry;
  }

  /** What is wrong with it. */
  String fault() {
    return fault;
  }

  @Override
  public ProblemType problemType() {
    return ProblemType.BROKEN_BUNDLE;
  }
}
