package org.imagecaptioning.web;

/** What can be said of a request that was refused before any code of ours saw it. */
final class ContainerProblem {

  private ContainerProblem() {}

  static String detail(ProblemType type) {
    return switch (type) {
      case NOT_FOUND -> "There is nothing here; /swagger-ui shows what there is.";
      case METHOD_NOT_ALLOWED -> "The method is not supported here.";
      case REQUEST_TIMEOUT -> "The request did not arrive in time.";
      case REQUEST_TOO_LARGE -> "The request is too large.";
      case UNAVAILABLE -> "The service cannot answer now; try again.";
      case INTERNAL_ERROR -> Problems.INTERNAL_DETAIL;
      default ->
          "The request is not valid HTTP, or its path, headers or parameters hold what is not"
              + " accepted; special characters in them are percent-encoded.";
    };
  }
}
