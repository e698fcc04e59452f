package org.imagecaptioning.models;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;

/** The bundle of a model, as an answer's body: streamed, or a part of it. */
final class BundleResource extends AbstractResource {

  private final StoredModel model;

  BundleResource(StoredModel model) {
    this.model = model;
  }

  @Override
  public String getDescription() {
    return "the bundle of " + model.description().selector();
  }

  @Override
  public String getFilename() {
    return "%s-%s.zip".formatted(model.description().name(), model.description().version());
  }

  @Override
  public long contentLength() {
    return model.description().sizeBytes();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return model.open();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
