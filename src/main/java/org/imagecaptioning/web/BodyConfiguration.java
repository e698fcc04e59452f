package org.imagecaptioning.web;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What looks at the bodies that come in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BodySettings.class)
class BodyConfiguration {

  /** Half of the threads are left to requests whose bodies are there. */
  @Bean(initMethod = "start")
  BodyWatch bodyWatch(@Value("${server.tomcat.threads.max}") int threads) {
    return new BodyWatch(Math.max(1, threads / 2));
  }
}
