package org.imagecaptioning.captions;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Turns to work, so many at once, first come, first served. Work is in nanoseconds. */
final class Turns {

  /** What a turn takes, until one has ended. */
  private static final double GUESS = 50e6;

  private final int slots;
  private final LongSupplier clock;
  private final Queue<Turn> waiting = new ArrayDeque<>();
  private final Set<Turn> running = new HashSet<>();
  private final MovingAverage took = new MovingAverage(GUESS);
  private long waitingWork;

  /**
   * @param clock in nanoseconds
   */
  Turns(int slots, LongSupplier clock) {
    this.slots = slots;
    this.clock = clock;
  }

  /** A place in the queue, then a turn, until it is closed. */
  final class Turn implements AutoCloseable {

    private final long work;
    private final CountDownLatch come = new CountDownLatch(1);
    private long began;

    private Turn(long work) {
      this.work = work;
    }

    /**
     * Waits until it comes.
     *
     * @param longest that it waits, in nanoseconds
     * @return false if it did not come in time, and will not
     */
    boolean comes(long longest) throws InterruptedException {
      return come.await(longest, TimeUnit.NANOSECONDS) || !leave(this);
    }

    @Override
    public void close() {
      if (!leave(this)) {
        end(this);
      }
    }

    private void begin() {
      began = clock.getAsLong();
      running.add(this);
      come.countDown();
    }

    private long left() {
      return Math.max(0, work - (clock.getAsLong() - began));
    }
  }

  /**
   * Gets in line.
   *
   * @param work that will be done in the turn, about
   */
  synchronized Turn queue(long work) {
    Turn turn = new Turn(work);
    if (running.size() < slots) {
      turn.begin();
    } else {
      waiting.add(turn);
      waitingWork += work;
    }
    return turn;
  }

  /** About how long one that comes now would wait. */
  synchronized long expectedWait() {
    return running.size() < slots ? 0 : undone() / slots;
  }

  /** What those who wait, and those who work, still have to do. */
  synchronized long undone() {
    return waitingWork + running.stream().mapToLong(Turn::left).sum();
  }

  synchronized long waitingWork() {
    return waitingWork;
  }

  synchronized int waiting() {
    return waiting.size();
  }

  /** How long turns have taken of late. */
  long usual() {
    return (long) took.value();
  }

  /** Whether it was still waiting. */
  private synchronized boolean leave(Turn turn) {
    boolean left = waiting.remove(turn);
    if (left) {
      waitingWork -= turn.work;
    }
    return left;
  }

  private synchronized void end(Turn turn) {
    if (running.remove(turn)) {
      took.add(clock.getAsLong() - turn.began);
      Turn next = waiting.poll();
      if (next != null) {
        waitingWork -= next.work;
        next.begin();
      }
    }
  }
}
