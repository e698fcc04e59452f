package org.imagecaptioning.home;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.imagecaptioning.errors.DiskFullException;

/**
 * A lock that one thread of all the processes on a home has at a time. It is the operating system's
 * on a file, which stays: who dies has it no more. Whoever has it may take it again.
 */
public final class ProcessLock {

  /** The operating system tells processes apart, not threads. */
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final Path file;
  private final ReentrantLock threads;

  /**
   * @param file made when the lock is first taken
   */
  public ProcessLock(Path file) {
    this.file = file.toAbsolutePath().normalize();
    this.threads = THREADS.computeIfAbsent(this.file, made -> new ReentrantLock());
  }

  /** Work that may fail. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T run() throws IOException;
  }

  /**
   * Waits for the lock and has it while something is done.
   *
   * @throws DiskFullException if there is no room for its file
   */
  public <T> T holding(Supplier<T> work) {
    try {
      return holdingWhile(work::get);
    } catch (IOException e) {
      throw DiskFullException.of(e, file);
    }
  }

  /**
   * As {@link #holding}.
   *
   * @throws IOException if the lock cannot be taken, or the work throws it
   */
  public <T> T holdingWhile(Work<T> work) throws IOException {
    threads.lock();
    try {
      return threads.getHoldCount() > 1 ? work.run() : locked(work);
    } finally {
      threads.unlock();
    }
  }

  private <T> T locked(Work<T> work) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE);
        FileLock lock = channel.lock()) {
      return work.run();
    }
  }
}
