package org.imagecaptioning.home;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * How much room the disk of the home has. Not where the home is: anyone may ask, and Spring Boot's
 * own, in whose place this is, tells the path of another folder.
 */
final class DiskHealth extends AbstractHealthIndicator {

  private static final long LEAST = 10L << 20; // bytes

  private final CaptioningHome home;

  DiskHealth(CaptioningHome home) {
    super("How full the disk is cannot be told");
    this.home = home;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) throws IOException {
    FileStore disk = Files.getFileStore(home.path());
    long free = disk.getUsableSpace();
    (free < LEAST ? health.down() : health.up())
        .withDetail("total", disk.getTotalSpace())
        .withDetail("free", free)
        .withDetail("threshold", LEAST);
  }
}
