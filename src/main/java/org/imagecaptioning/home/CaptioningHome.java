package org.imagecaptioning.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory that holds everything the service writes, {@code captioning.home}. It belongs to
 * this process, or to it and others that share it, until it is closed; everything in it is made
 * when it is first asked for.
 */
public final class CaptioningHome implements AutoCloseable {

  private static final String JAVACPP_CACHE = "org.bytedeco.javacpp.cachedir";

  private final Path path;
  private final boolean shared;
  private final HomeLock lock;

  private CaptioningHome(Path path, boolean shared, HomeLock lock) {
    this.path = path;
    this.shared = shared;
    this.lock = lock;
  }

  /**
   * Takes a directory for this process alone, made if need be.
   *
   * @throws HomeException if it cannot be written to, or another process has it
   */
  public static CaptioningHome open(Path path) {
    return open(path, false);
  }

  /**
   * Takes a directory that other processes may take so too, made if need be.
   *
   * @throws HomeException if it cannot be written to, or another process has it alone
   */
  public static CaptioningHome openShared(Path path) {
    return open(path, true);
  }

  private static CaptioningHome open(Path path, boolean shared) {
    Path home = make(path.toAbsolutePath().normalize());
    try {
      // Two names of one directory are one home.
      Path real = home.toRealPath();
      return new CaptioningHome(real, shared, shared ? HomeLock.share(real) : HomeLock.take(real));
    } catch (IOException e) {
      throw unusable(home, e);
    }
  }

  /** The directory itself, absolute. */
  public Path path() {
    return path;
  }

  /** Whether other processes may be at work in it. */
  public boolean isShared() {
    return shared;
  }

  /**
   * This process's place in it: 1, or for those that share it a number that no other one has now.
   * Whoever had the place before is dead.
   */
  public int place() {
    return lock.place();
  }

  /**
   * A directory in it, made if need be.
   *
   * @param name as {@code datasets}
   */
  public Path directory(String name) {
    return make(path.resolve(name));
  }

  /**
   * Where in it only this process writes, not made yet: what an earlier one left there, nobody
   * waits for.
   *
   * @param name as {@code uploads}
   */
  public Path own(String name) {
    Path whole = path.resolve(name);
    return shared ? whole.resolve("replica-" + place()) : whole;
  }

  /** Bundles, as {@code name/version.zip}. */
  public Path models() {
    return directory("models");
  }

  /** What native libraries are unpacked to, ONNX Runtime's too: this process's own. */
  public Path natives() {
    return make(own("natives"));
  }

  /** Where uploads in flight wait: this process's own; nothing is left when a call is over. */
  public Path uploads() {
    return own("uploads");
  }

  /**
   * Has JavaCPP unpack its libraries into {@link #natives}, unless the operator said where. Of no
   * use once a class of JavaCPP was loaded.
   */
  public void useForNatives() {
    if (System.getProperty(JAVACPP_CACHE) == null) {
      System.setProperty(JAVACPP_CACHE, make(natives().resolve("javacpp")).toString());
    }
  }

  /** Lets another process have it. */
  @Override
  public void close() {
    lock.close();
  }

  private static Path make(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  private static HomeException unusable(Path directory, IOException e) {
    return new HomeException(
        "captioning.home must be a directory that this process can write to; %s cannot be used: %s"
            .formatted(directory, e),
        e);
  }
}
