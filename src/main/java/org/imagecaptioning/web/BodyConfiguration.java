package org.imagecaptioning.web;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What looks at the bodies that come in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BodySettings.class)
class BodyConfiguration {

  /** Half of the threads are left to requests whose bodies are there. */
  @Bean(initMethod = "start")
  BodyWatch bodyWatch(Environment environment) {
    int threads = environment.getRequiredProperty("server.tomcat.threads.max", Integer.class);
    return new BodyWatch(Math.max(1, threads / 2));
  }
}
