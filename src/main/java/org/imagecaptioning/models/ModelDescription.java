package org.imagecaptioning.models;

import java.time.Instant;
import java.util.List;
import org.imagecaptioning.captioner.Cell;

/**
 * One version of a model, as it is listed.
 *
 * @param active whether requests that name no model get this one
 * @param origin where its bundle is
 * @param sizeBytes of the bundle
 * @param created when it was trained
 * @param scores what it reached, on which dataset
 */
public record ModelDescription(
    String name,
    String version,
    boolean active,
    Origin origin,
    Cell cell,
    long sizeBytes,
    Instant created,
    List<Manifest.Score> scores) {

  /** Where a bundle is. */
  public enum Origin {
    /** In the service's own jar. */
    SHIPPED,
    /** In the folder {@code models} of {@code captioning.home}. */
    HOME
  }

  /** What a request calls it: {@code name:version}. */
  public String selector() {
    return new ModelKey(name, version).toString();
  }

  public ModelDescription {
    scores = List.copyOf(scores);
  }
}
