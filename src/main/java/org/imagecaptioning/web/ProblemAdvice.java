package org.imagecaptioning.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.imagecaptioning.errors.CaptioningException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Answers whatever goes wrong in a request with a problem, whatever its Accept header says. */
@RestControllerAdvice
@Order(0)
class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  private final ProblemResponses problems;

  ProblemAdvice(ProblemResponses problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  ResponseEntity<Object> failed(CaptioningException failure, HttpServletRequest request) {
    return Problems.type(failure) == ProblemType.INTERNAL_ERROR
        ? failed((Exception) failure, request)
        : problems.of(failure, request.getRequestURI());
  }

  @ExceptionHandler
  ResponseEntity<Object> failed(InvalidMediaTypeException failure, HttpServletRequest request) {
    return problems.of(
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        "The Content-Type header is not a media type: " + failure.getMessage(),
        request.getRequestURI());
  }

  @ExceptionHandler
  ResponseEntity<Object> failed(Exception failure, HttpServletRequest request) {
    log.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
    return problems.of(
        ProblemType.INTERNAL_ERROR, Problems.INTERNAL_DETAIL, request.getRequestURI());
  }

  /** All that the framework itself refuses comes through here. */
  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception failure,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest webRequest) {
    HttpServletRequest request = ((ServletWebRequest) webRequest).getRequest();
    if (status.is5xxServerError()) {
      return failed(failure, request);
    }
    return problems.of(
        ProblemType.ofStatus(status.value()),
        detail(failure, body, request),
        request.getRequestURI(),
        headers);
  }

  private static String detail(
      Exception failure, @Nullable Object body, HttpServletRequest request) {
    if (failure instanceof NoResourceFoundException) {
      return "There is nothing at %s; /swagger-ui shows what there is."
          .formatted(request.getRequestURI());
    }
    if (failure instanceof HttpRequestMethodNotSupportedException method) {
      return "%s is not supported at %s, but %s."
          .formatted(method.getMethod(), request.getRequestURI(), methods(method));
    }
    if (failure instanceof HttpMediaTypeNotAcceptableException accept) {
      return "Nothing that the Accept header allows can be given, but %s."
          .formatted(list(accept.getSupportedMediaTypes()));
    }
    if (failure instanceof HttpMediaTypeNotSupportedException type) {
      return "The Content-Type header says %s; it should be %s."
          .formatted(type.getContentType(), list(type.getSupportedMediaTypes()));
    }
    String detail = body instanceof ProblemDetail problem ? problem.getDetail() : null;
    return detail == null ? "The request could not be read." : detail;
  }

  private static String methods(HttpRequestMethodNotSupportedException failure) {
    Set<HttpMethod> methods = failure.getSupportedHttpMethods();
    return methods == null
        ? "none"
        : String.join(", ", new TreeSet<>(methods.stream().map(HttpMethod::name).toList()));
  }

  private static String list(Collection<MediaType> types) {
    return types.stream().map(MediaType::toString).collect(Collectors.joining(" or "));
  }
}
