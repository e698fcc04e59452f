package org.imagecaptioning.models;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the service writes.
 *
 * @param home the directory that holds everything the service writes; a text, because Spring looks
 *     for a path that is not absolute on the class path first
 */
@ConfigurationProperties("captioning")
record HomeSettings(@DefaultValue("./captioning-data") String home) {

  Path path() {
    return Path.of(home);
  }
}
