package org.imagecaptioning.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.ContinueResponseTiming;
import org.imagecaptioning.home.CaptioningHome;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** What Tomcat is told that no setting of Spring Boot says. */
@Component
class TomcatCustomizer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private final Path folder;
  private final BodySettings bodies;
  private final BodyWatch watch;

  TomcatCustomizer(CaptioningHome home, BodySettings bodies, BodyWatch watch) {
    this.folder = home.own("tomcat");
    this.bodies = bodies;
    this.watch = watch;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    stayAtHome(factory);
    factory.addEngineValves(new RequestIdValve(() -> ThreadLocalRandom.current().nextLong()));
    factory.addEngineValves(new BodyValve(bodies, watch));
    factory.setProtocol(SocketProtocol.class.getName());
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

  /**
   * Both folders would be made under the system's temporary one, where nothing is to be written.
   */
  private void stayAtHome(TomcatServletWebServerFactory factory) {
    try {
      Path documents = Files.createDirectories(folder.resolve("documents"));
      factory.setBaseDirectory(folder.toFile());
      factory.setDocumentRoot(documents.toFile());
    } catch (IOException failure) {
      throw new UncheckedIOException("There is no place for Tomcat's files in " + folder, failure);
    }
  }
}
