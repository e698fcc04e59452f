package org.imagecaptioning.web;

import java.nio.file.Path;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.ContinueResponseTiming;
import org.imagecaptioning.settings.CaptioningSettings;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** What Tomcat is told that no setting of Spring Boot says. */
@Component
class TomcatCustomizer implements WebServerFactoryCustomizer<TomcatWebServerFactory> {

  private final Path home;

  TomcatCustomizer(CaptioningSettings settings) {
    this.home = settings.home().toAbsolutePath();
  }

  @Override
  public void customize(TomcatWebServerFactory factory) {
    factory.setBaseDirectory(home.resolve("tomcat").toFile());
    factory.addContextCustomizers(
        context ->
            ((StandardHost) context.getParent())
                .setErrorReportValveClass(ProblemValve.class.getName()));
    // A client that waits for "100 Continue" is refused before it sends a body that is too large.
    factory.addConnectorCustomizers(
        connector ->
            connector.setProperty(
                "continueResponseTiming", ContinueResponseTiming.ON_REQUEST_BODY_READ.toString()));
  }
}
