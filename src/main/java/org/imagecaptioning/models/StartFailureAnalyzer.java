package org.imagecaptioning.models;

import org.imagecaptioning.errors.CaptioningException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start that fails on purpose with its message, not with a page of stack trace. */
final class StartFailureAnalyzer extends AbstractFailureAnalyzer<CaptioningException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, CaptioningException cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
  }
}
