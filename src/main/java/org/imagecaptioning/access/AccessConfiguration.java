package org.imagecaptioning.access;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.catalina.Valve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Puts the guard before everything that is served. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessSettings.class)
class AccessConfiguration {

  private static final Logger log = LoggerFactory.getLogger(AccessConfiguration.class);

  /**
   * Behind the filters that measure requests and take in refused bodies, before all that read
   * parameters or bodies.
   */
  private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

  @Bean
  Guard access(AccessSettings settings) {
    ApiKeys keys = settings.apiKeys();
    if (keys.all().isEmpty()) {
      log.info("There are no keys: only this machine may change anything");
      return new LocalGuard();
    }
    log.info(
        "Keys: {}",
        keys.all().stream()
            .map(key -> key.name() + " (" + key.labels() + ")")
            .collect(Collectors.joining(", ")));
    return new KeyGuard(keys);
  }

  @Bean
  AccessRules accessRules(AccessSettings settings) {
    return new AccessRules(settings.anonymousCaptions());
  }

  @Bean
  AccessDocumentation accessDocumentation(AccessRules rules, Guard guard) {
    return new AccessDocumentation(rules, guard instanceof KeyGuard);
  }

  @Bean
  FilterRegistrationBean<AccessFilter> accessFilter(
      AccessRules rules,
      Guard guard,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    FilterRegistrationBean<AccessFilter> filter =
        new FilterRegistrationBean<>(new AccessFilter(rules, guard, problems));
    filter.setOrder(ORDER);
    return filter;
  }

  /** After Spring Boot's own customizer, so that no valve of its comes before. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> callerValve() {
    return factory -> {
      List<Valve> valves = new ArrayList<>(factory.getEngineValves());
      valves.add(0, new CallerValve());
      factory.setEngineValves(valves);
    };
  }
}
