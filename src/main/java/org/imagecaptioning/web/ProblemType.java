package org.imagecaptioning.web;

import java.net.URI;
import java.util.Locale;

/** The kinds of problems that clients may be told of. Names and statuses do not change. */
public enum ProblemType {
  UNKNOWN_PARAMETER(400, "Unknown parameter"),
  INVALID_PARAMETER(400, "Invalid parameter"),
  DUPLICATE_PARAMETER(400, "Parameter given more than once"),
  MISSING_PARAMETER(400, "Missing parameter"),
  MALFORMED_REQUEST(400, "Malformed request"),
  MALFORMED_MULTIPART(400, "Malformed multipart body"),
  MALFORMED_JSON(400, "Malformed JSON"),
  UNKNOWN_PROPERTY(400, "Unknown property"),
  INVALID_PROPERTY(400, "Invalid property"),
  INCOMPLETE_BODY(400, "The body ended early"),
  UNKNOWN_PART(400, "Unknown part"),
  MISSING_PART(400, "Missing part"),
  TOO_MANY_IMAGES(400, "Too many images"),
  EMPTY_IMAGE(400, "Empty image"),
  UNAUTHORIZED(401, "Unauthorized"),
  FORBIDDEN(403, "Forbidden"),
  FOLDER_NOT_ALLOWED(403, "The folder is not open to datasets"),
  NOT_FOUND(404, "Not found"),
  UNKNOWN_MODEL(404, "Unknown model"),
  UNKNOWN_DATASET(404, "Unknown dataset"),
  UNKNOWN_JOB(404, "Unknown job"),
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  NOT_ACCEPTABLE(406, "Not acceptable"),
  REQUEST_TIMEOUT(408, "The request came too slowly"),
  MODEL_IS_ACTIVE(409, "The model is active"),
  MODEL_IS_SHIPPED(409, "The model comes with the service"),
  DUPLICATE_MODEL(409, "The model is there already"),
  NO_EARLIER_MODEL(409, "No model was active before"),
  DUPLICATE_DATASET(409, "The dataset is there already"),
  DATASET_IN_USE(409, "The dataset is in use"),
  JOB_ENDED(409, "The job has ended"),
  JOB_NOT_ENDED(409, "The job has not ended"),
  REQUEST_TOO_LARGE(413, "The request is too large"),
  IMAGE_TOO_LARGE(413, "The image is too large"),
  TOO_MANY_PIXELS(413, "The image has too many pixels"),
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
  UNSUPPORTED_IMAGE(415, "Unsupported image format"),
  RANGE_NOT_SATISFIABLE(416, "No such range of bytes"),
  MISDIRECTED_REQUEST(421, "Captions are made by other processes"),
  BROKEN_IMAGE(422, "Broken image"),
  BROKEN_BUNDLE(422, "Broken bundle"),
  IDEMPOTENCY_KEY_REUSED(422, "Idempotency key used for another request"),
  NO_ATTENTION(422, "The model has no attention"),
  BROKEN_ARCHIVE(422, "Broken archive"),
  UNSAFE_ARCHIVE(422, "The archive is not safe to unpack"),
  UNUSABLE_DATASET(422, "Unusable dataset"),
  TOO_MANY_REQUESTS(429, "Too many requests"),
  INTERNAL_ERROR(500, "Internal error"),
  OVERLOADED(503, "Overloaded"),
  UNAVAILABLE(503, "Unavailable"),
  INSUFFICIENT_STORAGE(507, "No room on the disk");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status that it comes with. */
  public int status() {
    return status;
  }

  /** A few words, the same for every problem of the type. */
  public String title() {
    return title;
  }

  /** What stands in `type`, as {@code urn:problem:captioning:unknown-parameter}. */
  public URI uri() {
    return URI.create("urn:problem:captioning:" + slug());
  }

  /** The last part of {@link #uri()}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The type for a status that was chosen by the container or the framework. */
  static ProblemType ofStatus(int status) {
    return switch (status) {
      case 401 -> UNAUTHORIZED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 408 -> REQUEST_TIMEOUT;
      case 413 -> REQUEST_TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 416 -> RANGE_NOT_SATISFIABLE;
      case 429 -> TOO_MANY_REQUESTS;
      case 503 -> UNAVAILABLE;
      default -> status >= 500 ? INTERNAL_ERROR : MALFORMED_REQUEST;
    };
  }
}
