package org.imagecaptioning.captions;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.imagecaptioning.captions.OverloadedException.Reason;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;

/**
 * Decides at the door whether a request is worked on, all of it, or not at all. Work is what an
 * image is expected to take, in nanoseconds.
 *
 * <p>A burst may wait as long as the settings say. Once something had to be refused, nobody gets in
 * who would wait longer than a quarter of what an image takes, until nothing had to be refused for
 * a while: with more than can be done coming in, a long queue makes all wait and gets nothing more
 * done. A quarter is enough for the next image to be there when a turn ends.
 */
final class Admission {

  /** Shorter than the shortest Retry-After: who comes back then meets no rule of before. */
  static final Duration RELIEF = Duration.ofMillis(500);

  private final AdmissionSettings settings;
  private final LongSupplier clock;
  private final Consumer<Reason> refusals;
  private final Turns turns;
  private int inside;
  private boolean overloaded;
  private long lastRefusal;

  /** Work of those inside that is not in the queue yet: of the next image, and of all. */
  private long next;

  private long later;

  /**
   * @param clock in nanoseconds
   * @param refusals hears why each request was refused
   */
  Admission(AdmissionSettings settings, LongSupplier clock, Consumer<Reason> refusals) {
    this.settings = settings;
    this.clock = clock;
    this.refusals = refusals;
    this.turns = new Turns(settings.concurrency(), clock);
  }

  /**
   * Lets a request in.
   *
   * @param works of its images but those that are done already; 0 for one that another request
   *     works on
   * @throws OverloadedException if there is too much before it
   */
  synchronized Pass enter(List<Long> works) {
    long all = works.stream().mapToLong(Long::longValue).sum();
    long first = works.stream().filter(work -> work > 0).findFirst().orElse(0L);
    Optional<Reason> refusal = works.isEmpty() ? Optional.empty() : refusal(first);
    if (refusal.isPresent()) {
      throw refused(refusal.get());
    }
    return new Pass(first, all);
  }

  /**
   * Lets nobody in, but says whether somebody with work to do could be, however little it is.
   *
   * @throws OverloadedException if not
   */
  synchronized void checkRoom() {
    Optional<Reason> refusal = refusal(1);
    if (refusal.isPresent()) {
      throw refused(refusal.get());
    }
  }

  private Optional<Reason> refusal(long first) {
    int slots = settings.concurrency();
    long wait = turns.expectedWait() + next / slots;
    long waiting = turns.waitingWork() + next;
    if (inside >= settings.requests()) {
      return Optional.of(Reason.QUEUE);
    }
    if (first == 0) {
      return Optional.empty();
    }
    if (wait > settings.deadline().toNanos()) {
      return Optional.of(Reason.DEADLINE);
    }
    boolean fits = waiting == 0 || waiting + first <= slots * settings.queue().toNanos();
    return fits && (!isOverloaded() || wait <= turns.usual() / 4)
        ? Optional.empty()
        : Optional.of(Reason.QUEUE);
  }

  private boolean isOverloaded() {
    overloaded &= clock.getAsLong() - lastRefusal < RELIEF.toNanos();
    return overloaded;
  }

  private synchronized OverloadedException refused(Reason reason) {
    refusals.accept(reason);
    overloaded = true;
    lastRefusal = clock.getAsLong();
    long undone = (turns.undone() + later) / settings.concurrency();
    return new OverloadedException(reason, Duration.ofSeconds(1 + undone / 1_000_000_000));
  }

  /** Images that wait for their turn. */
  int waiting() {
    return turns.waiting();
  }

  /** A request that was let in, until it is closed. */
  final class Pass implements AutoCloseable {

    private final long deadline = clock.getAsLong() + settings.deadline().toNanos();
    private boolean begun;
    private long myNext;
    private long myLater;

    private Pass(long first, long all) {
      inside++;
      reserve(first, all);
    }

    /**
     * Waits for an image's turn; the first one has to come before the deadline.
     *
     * @param work of the image
     * @throws OverloadedException if the deadline is over
     */
    Turns.Turn turn(long work) {
      long longest = begun ? Long.MAX_VALUE : deadline - clock.getAsLong();
      Turns.Turn turn = queue(work);
      try {
        if (!turn.comes(longest)) {
          throw refused(Reason.DEADLINE);
        }
        begun = true;
        return turn;
      } catch (InterruptedException stopping) {
        turn.close();
        Thread.currentThread().interrupt();
        throw new ProblemException(
            ProblemType.UNAVAILABLE, "The service is stopping; try again.", stopping);
      }
    }

    /** What is in line needs no room kept any more. */
    private Turns.Turn queue(long work) {
      synchronized (Admission.this) {
        reserve(0, Math.max(0, myLater - work));
        return turns.queue(work);
      }
    }

    private void reserve(long newNext, long newLater) {
      next += newNext - myNext;
      later += newLater - myLater;
      myNext = newNext;
      myLater = newLater;
    }

    @Override
    public void close() {
      synchronized (Admission.this) {
        inside--;
        reserve(0, 0);
      }
    }
  }
}
