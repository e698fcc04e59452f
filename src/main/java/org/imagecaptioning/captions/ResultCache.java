package org.imagecaptioning.captions;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * Results by what they are made of: those that were made, as many as there are bytes for, and those
 * that somebody is making now. A failure is neither kept nor shared.
 */
final class ResultCache<K, V> {

  private final AsyncCache<K, V> results;

  /**
   * @param most bytes that are kept
   * @param weigher gives the bytes of a result with its key, about
   */
  ResultCache(DataSize most, Weigher<K, V> weigher) {
    this.results =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumWeight(most.toBytes())
            .weigher(weigher)
            .buildAsync();
  }

  /**
   * Has others wait for this caller, unless there is somebody to wait for.
   *
   * @param told whether there was a result
   */
  Claim<V> claim(K key, Consumer<Boolean> told) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> theirs = results.asMap().putIfAbsent(key, mine);
    return new Claim<>(theirs, theirs == null ? mine : kept(key), told);
  }

  /**
   * Neither waits nor has others wait.
   *
   * @param told whether there was a result
   */
  Claim<V> look(K key, Consumer<Boolean> told) {
    @Nullable V there = results.synchronous().getIfPresent(key);
    return new Claim<>(
        there == null ? null : CompletableFuture.completedFuture(there), kept(key), told);
  }

  /** Whether a result is there. */
  boolean has(K key) {
    return results.synchronous().getIfPresent(key) != null;
  }

  /** Whether somebody is making it. */
  boolean awaits(K key) {
    CompletableFuture<V> result = results.getIfPresent(key);
    return result != null && !result.isDone();
  }

  /** About how many bytes are kept. */
  long bytes() {
    return results.synchronous().policy().eviction().orElseThrow().weightedSize().orElse(0);
  }

  private CompletableFuture<V> kept(K key) {
    CompletableFuture<V> result = new CompletableFuture<>();
    result.thenAccept(value -> results.synchronous().put(key, value));
    return result;
  }
}
