package org.imagecaptioning.models;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.imagecaptioning.features.FeatureExtractor;

/** Encoders in use, each opened once however many models use it, and closed after the last. */
final class SharedEncoders {

  private final Map<EncoderKey, Shared> encoders = new HashMap<>();

  private static final class Shared {
    final CompletableFuture<FeatureExtractor> encoder = new CompletableFuture<>();
    int users;
  }

  /**
   * @param open opens the encoder if nobody uses it yet; others who ask wait for it
   */
  FeatureExtractor acquire(EncoderKey key, Supplier<FeatureExtractor> open) {
    Shared shared;
    boolean first;
    synchronized (encoders) {
      shared = encoders.computeIfAbsent(key, absent -> new Shared());
      first = shared.users == 0;
      shared.users++;
    }
    if (first) {
      try {
        shared.encoder.complete(open.get());
      } catch (RuntimeException | Error e) {
        synchronized (encoders) {
          encoders.remove(key);
        }
        shared.encoder.completeExceptionally(e);
        throw e;
      }
    }
    return Waiting.on(shared.encoder);
  }

  /** Gives back what {@link #acquire} gave. */
  void release(EncoderKey key) {
    Shared unused = null;
    synchronized (encoders) {
      Shared shared = encoders.get(key);
      if (shared == null) {
        throw new IllegalStateException("The encoder " + key + " is not in use");
      }
      shared.users--;
      if (shared.users == 0) {
        encoders.remove(key);
        unused = shared;
      }
    }
    if (unused != null) {
      unused.encoder.join().close();
    }
  }
}
