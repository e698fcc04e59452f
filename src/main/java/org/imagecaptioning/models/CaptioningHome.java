package org.imagecaptioning.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory that holds everything the service writes, {@code captioning.home}. It belongs to
 * this process until it is closed; everything in it is made when it is first asked for.
 */
public final class CaptioningHome implements AutoCloseable {

  private static final String JAVACPP_CACHE = "org.bytedeco.javacpp.cachedir";

  private final Path path;
  private final HomeLock lock;

  private CaptioningHome(Path path, HomeLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes a directory, made if need be.
   *
   * @throws HomeException if it cannot be written to, or another process has it
   */
  public static CaptioningHome open(Path path) {
    Path home = make(path.toAbsolutePath().normalize());
    try {
      // Two names of one directory are one home.
      Path real = home.toRealPath();
      return new CaptioningHome(real, HomeLock.take(real));
    } catch (IOException e) {
      throw unusable(home, e);
    }
  }

  /** The directory itself, absolute. */
  public Path path() {
    return path;
  }

  /**
   * A directory in it, made if need be.
   *
   * @param name as {@code datasets}
   */
  public Path directory(String name) {
    return make(path.resolve(name));
  }

  /** Bundles, as {@code name/version.zip}. */
  public Path models() {
    return directory("models");
  }

  /** What native libraries are unpacked to, ONNX Runtime's too. */
  public Path natives() {
    return directory("natives");
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
