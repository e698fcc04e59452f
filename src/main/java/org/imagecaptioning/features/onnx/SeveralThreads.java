package org.imagecaptioning.features.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same network opened a second time, for several threads. That takes time, and memory for its
 * weights once more, so it is done beside the calls, and only for an encoder that is in use: not at
 * the start of the service, nor for a model that is asked once.
 */
final class SeveralThreads implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SeveralThreads.class);

  /** Pictures that an encoder sees before: more than the service warms up with. */
  static final int OPENED_AFTER = 10;

  private final Pace pace = new Pace();
  private @Nullable Callable<Optional<OrtSession>> open;
  private @Nullable CompletableFuture<Optional<OrtSession>> opening;
  private int asked;

  /**
   * @param open gives nothing if the network is not for several threads
   */
  SeveralThreads(Callable<Optional<OrtSession>> open) {
    this.open = open;
  }

  /** Which of the two was quicker of late. */
  Pace pace() {
    return pace;
  }

  /** The session, once it is open. */
  synchronized Optional<OrtSession> session() {
    if (opening != null) {
      return opening.isDone() ? opening.join() : Optional.empty();
    }
    asked++;
    Callable<Optional<OrtSession>> work = open;
    if (asked > OPENED_AFTER && work != null) {
      opening =
          CompletableFuture.supplyAsync(() -> call(work)).exceptionally(SeveralThreads::nothing);
      open = null; // it holds the whole file
    }
    return Optional.empty();
  }

  private static Optional<OrtSession> call(Callable<Optional<OrtSession>> work) {
    try {
      return work.call();
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /** Whatever went wrong, captions go on: one thread is enough for them. */
  private static Optional<OrtSession> nothing(Throwable failure) {
    log.warn("Encoders work with one thread a picture: several cannot be had", failure);
    return Optional.empty();
  }

  @Override
  public synchronized void close() throws OrtException {
    open = null;
    if (opening != null) {
      Optional<OrtSession> session = opening.join();
      if (session.isPresent()) {
        session.get().close();
      }
    }
  }
}
