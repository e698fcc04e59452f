package org.imagecaptioning.access;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter.XFrameOptionsMode;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** What browsers are told of every answer: it is data, in no frame and on no page of others. */
final class SecurityHeaders {

  private static final String NOTHING =
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  /** Swagger UI sets styles on its elements, has pictures in its sheets, and shows those sent. */
  private static final String SWAGGER_UI =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self';"
          + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  private SecurityHeaders() {}

  static HeaderWriterFilter filter(AccessRules rules) {
    RequestMatcher swagger = request -> request.getRequestURI().startsWith("/swagger-ui/");
    CrossOriginResourcePolicyHeaderWriter resources = new CrossOriginResourcePolicyHeaderWriter();
    resources.setPolicy(CrossOriginResourcePolicy.SAME_ORIGIN);
    HeaderWriterFilter filter =
        new HeaderWriterFilter(
            List.of(
                new XContentTypeOptionsHeaderWriter(),
                new XFrameOptionsHeaderWriter(XFrameOptionsMode.DENY),
                new ReferrerPolicyHeaderWriter(ReferrerPolicy.NO_REFERRER),
                resources,
                where(swagger, new ContentSecurityPolicyHeaderWriter(SWAGGER_UI)),
                where(
                    request -> !swagger.matches(request),
                    new ContentSecurityPolicyHeaderWriter(NOTHING)),
                where(
                    request -> !rules.needOf(request).open(),
                    new StaticHeadersWriter(HttpHeaders.CACHE_CONTROL, "no-store"))));
    // Nobody commits an answer before this filter; endpoints may still say otherwise.
    filter.setShouldWriteHeadersEagerly(true);
    return filter;
  }

  private static HeaderWriter where(RequestMatcher matcher, HeaderWriter writer) {
    return new DelegatingRequestMatcherHeaderWriter(matcher, writer);
  }
}
