package org.imagecaptioning.models;

/** The models that this process can caption with. */
public interface ModelRegistry {

  /** The model used where a request names none; always loaded. */
  LoadedModel active();

  /**
   * A model by {@code name} (its newest version) or {@code name:version}, loaded if need be.
   *
   * @throws UnknownModelException if there is none, with the names that there are
   */
  LoadedModel find(String selector);
}
