package org.imagecaptioning.captions;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.imagecaptioning.CaptioningApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/**
 * A test of the whole service behind a real socket, with {@link TestModels}; each call is worked on
 * anew.
 */
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = CaptioningApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "captioning.home=target/test-home",
      "captioning.models.active=drawn",
      "captioning.cache.enabled=false",
      "server.tomcat.connection-timeout=1s",
      "server.tomcat.keep-alive-timeout=60s",
      "management.defaults.metrics.export.enabled=true"
    })
@Import(TestModels.class)
@interface ServiceTest {}
