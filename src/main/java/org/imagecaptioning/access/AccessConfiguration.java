package org.imagecaptioning.access;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.catalina.Valve;
import org.imagecaptioning.home.CaptioningHome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The rules, who holds them, and what is written down of it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AccessSettings.class, LimitSettings.class})
class AccessConfiguration {

  private static final Logger log = LoggerFactory.getLogger(AccessConfiguration.class);

  @Bean
  Guard guard(LiveKeys keys) {
    if (keys.get().all().isEmpty()) {
      log.info("There are no keys: only this machine may change anything");
      return new LocalGuard();
    }
    log.info("Keys: {}", keys.get());
    return new KeyGuard(keys);
  }

  @Bean
  AccessRules accessRules(AccessSettings settings) {
    return new AccessRules(settings.anonymousCaptions());
  }

  @Bean
  GuardedAccess access(AccessRules rules, Guard guard) {
    return new GuardedAccess(rules, guard);
  }

  @Bean
  AccessDocumentation accessDocumentation(AccessRules rules, Guard guard, LimitSettings limits) {
    return new AccessDocumentation(rules, guard instanceof KeyGuard, limits.any());
  }

  @Bean
  AuditLog auditLog() {
    return new AuditLog();
  }

  /** A file that two processes begin anew each month would lose lines: each has one of its own. */
  @Bean
  @ConditionalOnProperty("captioning.access.audit-file")
  AuditFile auditFile(AccessSettings settings, CaptioningHome home) {
    Path folder = home.isShared() ? home.own("audit") : home.path();
    return new AuditFile(folder.resolve(Objects.requireNonNull(settings.auditFile())));
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
