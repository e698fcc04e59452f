package org.imagecaptioning.images;

import java.util.concurrent.Semaphore;
import org.imagecaptioning.images.ImageException.Reason;

/**
 * Keeps pictures that are decoded side by side within a share of the heap: a large one waits until
 * there is room, in the order of arrival.
 */
final class MemoryBudget {

  private static final int KIB = 1024;

  private final Semaphore free;
  private final int capacity;

  /**
   * @param bytes that may be in use at once
   */
  MemoryBudget(long bytes) {
    this.capacity = (int) Math.min(bytes / KIB, Integer.MAX_VALUE);
    this.free = new Semaphore(capacity, true);
  }

  /** Half of the heap: the other half is for the pictures that were decoded, and all else. */
  static MemoryBudget ofHeap() {
    return new MemoryBudget(Runtime.getRuntime().maxMemory() / 2);
  }

  /**
   * Waits for room; whoever gets the share gives it back by closing it.
   *
   * @throws ImageException if there is never as much room
   */
  Share take(long bytes) {
    long wanted = bytes / KIB + 1;
    if (wanted > capacity) {
      throw new ImageException(
          Reason.TOO_MANY_PIXELS,
          "Decoding the picture takes %d MB of memory, and at most %d MB are set aside for that"
              .formatted(wanted / KIB, capacity / KIB));
    }
    int permits = (int) wanted;
    free.acquireUninterruptibly(permits);
    return () -> free.release(permits);
  }

  /** Memory in use. */
  interface Share extends AutoCloseable {
    @Override
    void close();
  }
}
