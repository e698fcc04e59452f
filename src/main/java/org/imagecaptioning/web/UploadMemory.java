package org.imagecaptioning.web;

import java.util.concurrent.Semaphore;

/** The share of the heap that uploads are kept in; those that find no room there go to files. */
final class UploadMemory {

  /** With 512 MB of heap, room for 32 uploads that are still coming in. */
  static final UploadMemory OF_HEAP = new UploadMemory(Runtime.getRuntime().maxMemory() / 16);

  private final Semaphore free;

  /**
   * @param bytes that may be in use at once
   */
  UploadMemory(long bytes) {
    free = new Semaphore((int) Math.min(bytes, Integer.MAX_VALUE));
  }

  /** Takes so many bytes, if there are so many. */
  boolean take(int bytes) {
    return free.tryAcquire(bytes);
  }

  void giveBack(int bytes) {
    free.release(bytes);
  }
}
