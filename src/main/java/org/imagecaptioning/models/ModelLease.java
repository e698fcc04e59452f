package org.imagecaptioning.models;

import java.util.concurrent.atomic.AtomicBoolean;

/** A model that is borrowed until this is closed: until then nothing frees it. */
public final class ModelLease implements AutoCloseable {

  private final LoadedModel model;
  private final Runnable giveBack;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param model what is borrowed
   * @param giveBack run once, when the lease is closed for the first time
   */
  public ModelLease(LoadedModel model, Runnable giveBack) {
    this.model = model;
    this.giveBack = giveBack;
  }

  /**
   * The model, to be used only while the lease is open.
   *
   * @throws IllegalStateException if it was given back already
   */
  public LoadedModel model() {
    if (closed.get()) {
      throw new IllegalStateException(
          "The model %s:%s was given back already".formatted(model.name(), model.version()));
    }
    return model;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      giveBack.run();
    }
  }
}
