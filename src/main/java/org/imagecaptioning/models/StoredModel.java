package org.imagecaptioning.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;

/** A model that is kept. */
public final class StoredModel {

  private final ModelDescription description;
  private final CatalogEntry entry;

  StoredModel(ModelDescription description, CatalogEntry entry) {
    this.description = description;
    this.entry = entry;
  }

  public ModelDescription description() {
    return description;
  }

  /** What it says of itself. */
  public Manifest manifest() {
    return entry.manifest();
  }

  /**
   * The bytes of its bundle.
   *
   * @throws UnknownModelException if it was deleted meanwhile
   */
  public InputStream open() throws IOException {
    try {
      return entry.source().stream();
    } catch (NoSuchFileException deleted) {
      throw new UnknownModelException("The model %s was removed".formatted(entry.key()));
    }
  }
}
