package org.imagecaptioning.captions;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One caller's part in a result of a {@link ResultCache}: to take it from whoever has it or is
 * making it, or else to make it. Whoever has a claim closes it, and takes no turn before {@link
 * #known} has answered: the one that is waited for may need that turn.
 */
final class Claim<V> implements AutoCloseable {

  private final @Nullable CompletableFuture<V> theirs;
  private final CompletableFuture<V> mine;
  private final Consumer<Boolean> told;

  /**
   * @param theirs the result of somebody else, if there is one
   * @param mine completed with the result if it is made here
   * @param told whether there was a result
   */
  Claim(@Nullable CompletableFuture<V> theirs, CompletableFuture<V> mine, Consumer<Boolean> told) {
    this.theirs = theirs;
    this.mine = mine;
    this.told = told;
  }

  /** A claim on what is neither kept nor shared. */
  static <V> Claim<V> none() {
    return new Claim<>(null, new CompletableFuture<>(), hit -> {});
  }

  /** The result of somebody else, waited for; empty if there is none or its maker has failed. */
  Optional<V> known() {
    Optional<V> result = Optional.ofNullable(theirs).flatMap(Claim::resultOf);
    told.accept(result.isPresent());
    return result;
  }

  /** Gives what was made here to all who wait for it. */
  void complete(V value) {
    mine.complete(value);
  }

  /** Has those who wait make it themselves if it was not made here. */
  @Override
  public void close() {
    mine.cancel(false);
  }

  private static <V> Optional<V> resultOf(CompletableFuture<V> future) {
    try {
      return Optional.of(future.join());
    } catch (CancellationException makerFailed) {
      return Optional.empty();
    }
  }
}
