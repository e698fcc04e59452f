package org.imagecaptioning;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class CaptioningApplication {

  /**
   * @param args settings of the service, as {@code --server.port=8081}
   */
  public static void main(String[] args) {
    SpringApplication.run(CaptioningApplication.class, args);
  }
}
