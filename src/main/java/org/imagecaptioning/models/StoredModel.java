package org.imagecaptioning.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;

/** A model that is kept. */
public final class StoredModel {

  private final ModelDescription description;
  private final Manifest manifest;
  private final BundleSource source;

  StoredModel(ModelDescription description, Manifest manifest, BundleSource source) {
    this.description = description;
    this.manifest = manifest;
    this.source = source;
  }

  public ModelDescription description() {
    return description;
  }

  public Manifest manifest() {
    return manifest;
  }

  /**
   * The bytes of its bundle.
   *
   * @throws UnknownModelException if it was deleted meanwhile
   */
  public InputStream open() throws IOException {
    return Channels.newInputStream(source.open());
  }
}
