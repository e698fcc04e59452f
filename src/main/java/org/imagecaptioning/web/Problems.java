package org.imagecaptioning.web;

import java.net.URI;
import java.net.URISyntaxException;
import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.errors.DiskFullException;
import org.imagecaptioning.images.ImageException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** Makes problems (RFC 9457) of what was thrown. */
public final class Problems {

  private Problems() {}

  /** The type of a failure that may be told to whoever caused it. */
  public static ProblemType type(CaptioningException failure) {
    if (failure instanceof HasProblemType known) {
      return known.problemType();
    }
    if (failure instanceof ImageException image) {
      return switch (image.reason()) {
        case EMPTY -> ProblemType.EMPTY_IMAGE;
        case UNSUPPORTED -> ProblemType.UNSUPPORTED_IMAGE;
        case BROKEN -> ProblemType.BROKEN_IMAGE;
        case TOO_LARGE -> ProblemType.IMAGE_TOO_LARGE;
        case TOO_MANY_PIXELS -> ProblemType.TOO_MANY_PIXELS;
      };
    }
    return failure instanceof DiskFullException
        ? ProblemType.INSUFFICIENT_STORAGE
        : ProblemType.INTERNAL_ERROR;
  }

  /** The problem of a failure, as it stands beside the results of other images. */
  public static ProblemDetail of(CaptioningException failure) {
    return of(type(failure), detail(failure), null);
  }

  /** What may be told of a failure. */
  static String detail(CaptioningException failure) {
    return type(failure) == ProblemType.INTERNAL_ERROR
        ? INTERNAL_DETAIL
        : String.valueOf(failure.getMessage());
  }

  /** The problem of a failure that nobody threw on purpose: it tells nothing of it. */
  public static ProblemDetail internalError() {
    return of(ProblemType.INTERNAL_ERROR, INTERNAL_DETAIL, null);
  }

  static final String INTERNAL_DETAIL =
      "Something went wrong here, not with the request; the service's log says what.";

  /**
   * @param path of the request, encoded; null where there is none to name
   */
  static ProblemDetail of(ProblemType type, String detail, @Nullable String path) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(type.status()), detail);
    problem.setType(type.uri());
    problem.setTitle(type.title());
    problem.setInstance(instance(path));
    String request = RequestId.current();
    if (request != null) {
      problem.setProperty(RequestId.NAME, request);
    }
    return problem;
  }

  private static @Nullable URI instance(@Nullable String path) {
    try {
      return path == null ? null : new URI(path);
    } catch (URISyntaxException notAUri) {
      return null;
    }
  }
}
