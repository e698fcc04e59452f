package org.imagecaptioning.models;

import java.util.List;
import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.web.HasProblemType;
import org.imagecaptioning.web.ProblemType;

/** A rollback that has nowhere to go. */
public final class NoEarlierModelException extends CaptioningException implements HasProblemType {

  private static final long serialVersionUID = 1L;

  NoEarlierModelException(ModelKey active, List<String> skipped) {
    super(
        "No model that could answer was active before %s%s"
            .formatted(active, skipped.isEmpty() ? "" : ": " + String.join("; ", skipped)));
  }

  @Override
  public ProblemType problemType() {
    return ProblemType.NO_EARLIER_MODEL;
  }
}
