package org.imagecaptioning.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.imagecaptioning.web.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.CorsFilter;

/** Lets pages of the origins that are named call the service, and tells others why not. */
final class CrossOrigin extends DefaultCorsProcessor {

  private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE");

  private final Refusals refusals;

  private CrossOrigin(Refusals refusals) {
    this.refusals = refusals;
  }

  /**
   * @param origins as browsers send them; none has every answer be without CORS headers
   */
  static CorsFilter filter(List<String> origins, Refusals refusals) {
    CorsConfiguration allowed = origins.isEmpty() ? null : allow(origins);
    CorsFilter filter = new CorsFilter(request -> allowed);
    filter.setCorsProcessor(new CrossOrigin(refusals));
    return filter;
  }

  private static CorsConfiguration allow(List<String> origins) {
    CorsConfiguration allowed = new CorsConfiguration();
    allowed.setAllowedOrigins(origins);
    allowed.setAllowedMethods(METHODS);
    allowed.setAllowedHeaders(
        List.of(
            HttpHeaders.ACCEPT,
            HttpHeaders.AUTHORIZATION,
            KeyGuard.HEADER,
            HttpHeaders.CACHE_CONTROL,
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.IF_NONE_MATCH,
            HttpHeaders.RANGE,
            "Idempotency-Key",
            "Last-Event-ID",
            RequestId.HEADER));
    allowed.setExposedHeaders(
        List.of(
            HttpHeaders.ETAG,
            HttpHeaders.LOCATION,
            HttpHeaders.RETRY_AFTER,
            RateLimitFilter.LIMIT,
            RateLimitFilter.POLICY,
            RequestId.HEADER));
    allowed.setMaxAge(Duration.ofHours(1));
    return allowed;
  }

  @Override
  public boolean processRequest(
      @Nullable CorsConfiguration allowed, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (allowed == null
        ? !CorsUtils.isPreFlightRequest(request)
        : super.processRequest(allowed, request, response)) {
      return true;
    }
    refusals.answer(
        request,
        response,
        new ProblemException(
            ProblemType.FORBIDDEN,
            "Pages of the origin %s may not call this, or not in this way; the setting"
                    .formatted(request.getHeader(HttpHeaders.ORIGIN))
                + " captioning.access.allowed-origins names those that may."));
    return false;
  }

  /** Left to the problem. */
  @Override
  protected void rejectRequest(ServerHttpResponse response) {}
}
