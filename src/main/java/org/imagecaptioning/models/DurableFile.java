package org.imagecaptioning.models;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Files that are there whole or not at all, through a kill or a loss of power too: written under
 * another name beside, synced, and then named.
 */
final class DurableFile {

  private static final String TEMPORARY = ".part";

  private DurableFile() {}

  /** Removes what a process that was killed left in a folder; nobody may be writing to it. */
  static void tidy(Path folder) throws IOException {
    tidy(folder, Instant.MAX);
  }

  /** Removes what such a process left, if it was last written before a time. */
  static void tidy(Path folder, Instant before) throws IOException {
    List<Path> left;
    try (Stream<Path> files = Files.list(folder)) {
      left = files.filter(file -> isTemporary(file.getFileName().toString())).toList();
    }
    for (Path file : left) {
      if (wasWrittenBefore(before, file)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean wasWrittenBefore(Instant time, Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(time);
    } catch (NoSuchFileException doneMeanwhile) {
      return false;
    }
  }

  private static boolean isTemporary(String name) {
    return name.startsWith(".") && name.endsWith(TEMPORARY);
  }

  /** Writes what a file shall hold. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Puts a file in place of whatever was there. */
  static void replace(Path file, Content content) throws IOException {
    write(file, content, temporary -> Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE));
  }

  /**
   * Makes a file where there is none.
   *
   * @throws FileAlreadyExistsException if there is one, which stays as it is
   */
  static void create(Path file, Content content) throws IOException {
    write(file, content, temporary -> name(temporary, file));
  }

  /** Removes a file for good; one that is not there is fine. */
  static void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      sync(file.resolveSibling("").toAbsolutePath());
    }
  }

  private interface Naming {
    void name(Path temporary) throws IOException;
  }

  private static void write(Path file, Content content, Naming naming) throws IOException {
    Path folder = file.resolveSibling("").toAbsolutePath();
    Files.createDirectories(folder);
    // Not createTempFile: what it makes, only this user may ever read.
    Path temporary =
        folder.resolve(".%s.%s%s".formatted(file.getFileName(), UUID.randomUUID(), TEMPORARY));
    try {
      try (FileChannel channel = FileChannel.open(temporary, WRITE, CREATE_NEW)) {
        content.writeTo(Channels.newOutputStream(channel));
        channel.force(true);
      }
      naming.name(temporary);
      sync(folder);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** A link fails where a name is taken; a move would take the name away. */
  private static void name(Path temporary, Path file) throws IOException {
    try {
      Files.createLink(file, temporary);
    } catch (UnsupportedOperationException noLinksHere) {
      Files.move(temporary, file);
    }
  }

  /** Makes a new name last through a loss of power, where a folder can be opened at all. */
  private static void sync(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, READ)) {
        channel.force(true);
      }
    }
  }
}
