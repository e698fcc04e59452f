package org.imagecaptioning;

import org.imagecaptioning.commands.Commands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service, or one of the commands besides it. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class CaptioningApplication {

  /**
   * @param args settings of the service, as {@code --server.port=8081}, or a command with its
   *     options, as {@code train --help}
   */
  public static void main(String[] args) {
    if (Commands.concern(args)) {
      System.exit(Commands.run(args));
    }
    SpringApplication.run(CaptioningApplication.class, args);
  }
}
