package org.imagecaptioning.access;

import io.github.bucket4j.TimeMeter;
import jakarta.servlet.Filter;
import java.util.List;
import org.imagecaptioning.web.ProblemResponses;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/** Spring Security's chain of filters, put together by hand: its own configuration costs time. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  /** The name of whoever is not known. */
  static final String ANONYMOUS = "anonymous";

  /**
   * Behind the filters that measure requests and take in refused bodies, before all that read
   * parameters or bodies.
   */
  private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

  @Bean
  Refusals refusals(AccessRules rules, ProblemResponses problems) {
    return new Refusals(rules, problems);
  }

  /** Before the chain, which answers some requests by itself. */
  @Bean
  FilterRegistrationBean<HeaderWriterFilter> securityHeaders(AccessRules rules) {
    return ordered(SecurityHeaders.filter(rules), ORDER - 1);
  }

  @Bean
  FilterRegistrationBean<FilterChainProxy> security(
      AccessSettings settings,
      LimitSettings limits,
      AccessRules rules,
      Guard guard,
      GuardedAccess access,
      AuditLog audit,
      Refusals refusals) {
    RateLimitFilter limit =
        new RateLimitFilter(
            new RateLimits(limits, TimeMeter.SYSTEM_NANOTIME), limits.period(), rules, refusals);
    FilterChainProxy proxy =
        new FilterChainProxy(
            new DefaultSecurityFilterChain(
                AnyRequestMatcher.INSTANCE,
                CrossOrigin.filter(settings.allowedOrigins(), refusals),
                new AuditFilter(rules, audit),
                authentication(guard, limit),
                new AnonymousAuthenticationFilter(
                    ANONYMOUS, ANONYMOUS, List.of(new SimpleGrantedAuthority(ANONYMOUS))),
                limit,
                translation(refusals),
                new AuthorizationFilter(access)));
    proxy.setFirewall(firewall());
    proxy.setRequestRejectedHandler(refusals);
    return ordered(proxy, ORDER);
  }

  /** Strict with paths. Methods that are none are the endpoints' to refuse, each with its Allow. */
  private static StrictHttpFirewall firewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setUnsafeAllowAnyHttpMethod(true);
    // Tomcat has refused what breaks a header; some bytes of UTF-8 look like control characters.
    firewall.setAllowedHeaderValues(any -> true);
    firewall.setAllowedParameterNames(any -> true);
    return firewall;
  }

  private static AuthenticationFilter authentication(
      Guard guard, AuthenticationFailureHandler failed) {
    AuthenticationFilter filter = new AuthenticationFilter((AuthenticationManager) guard, guard);
    filter.setSuccessHandler((request, response, caller) -> {});
    filter.setFailureHandler(failed);
    return filter;
  }

  private static ExceptionTranslationFilter translation(Refusals refusals) {
    ExceptionTranslationFilter filter =
        new ExceptionTranslationFilter(refusals, new NullRequestCache());
    filter.setAccessDeniedHandler(refusals);
    return filter;
  }

  private static <T extends Filter> FilterRegistrationBean<T> ordered(T filter, int order) {
    FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(order);
    return registration;
  }
}
