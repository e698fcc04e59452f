package org.imagecaptioning.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of a dataset: nothing outside of it is ever opened, whatever the dataset says. */
public final class DatasetFolder {

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

  private final Path folder;
  private final String name;

  /**
   * @throws DatasetException if there is no such folder
   */
  DatasetFolder(Path folder) {
    this(folder, lastName(folder));
  }

  /**
   * @param name of the dataset
   * @throws DatasetException if there is no such folder
   */
  DatasetFolder(Path folder, String name) {
    try {
      this.folder = folder.toRealPath();
    } catch (IOException e) {
      throw new DatasetException("The folder %s cannot be read".formatted(folder), e);
    }
    this.name = name;
  }

  private static String lastName(Path folder) {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? folder.toString() : last.toString();
  }

  String name() {
    return name;
  }

  boolean hasFolder(String relative) {
    return Files.isDirectory(folder.resolve(relative));
  }

  boolean hasFile(String relative) {
    return Files.exists(folder.resolve(relative));
  }

  /**
   * Names of the files in a folder of the dataset, sorted.
   *
   * @param relative empty for the dataset's own folder
   * @return none if there is no such folder
   */
  List<String> files(String relative) {
    Path listed = folder.resolve(relative);
    if (!Files.isDirectory(listed)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(listed)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DatasetException(
          "The folder \"%s\" of the dataset %s cannot be read".formatted(relative, name), e);
    }
  }

  /**
   * A file that the dataset names.
   *
   * @param relative with slashes on every platform
   * @return its real path, so that two names of one file are seen as one
   */
  Path file(String relative) throws RefusedException {
    if (relative.isBlank()) {
      throw new RefusedException("a file name is expected, not a blank one");
    }
    if (relative.indexOf('\\') >= 0) {
      throw new RefusedException(
          "\"%s\" has a backslash; folders are parted by /".formatted(relative));
    }
    if (relative.startsWith("/") || DRIVE.matcher(relative).matches()) {
      throw new RefusedException(
          "\"%s\" is absolute; a path from the dataset's folder is expected".formatted(relative));
    }
    if (Arrays.asList(relative.split("/")).contains("..")) {
      throw new RefusedException(
          "\"%s\" climbs with ..; a path within the dataset's folder is expected"
              .formatted(relative));
    }
    try {
      Path file = folder.resolve(relative).toRealPath();
      if (!file.startsWith(folder)) {
        throw new RefusedException(
            "\"%s\" is a link out of the dataset's folder".formatted(relative));
      }
      if (!Files.isRegularFile(file)) {
        throw new RefusedException("\"%s\" is not a file".formatted(relative));
      }
      return file;
    } catch (InvalidPathException e) {
      throw new RefusedException(
          "\"%s\" cannot be a file name here: %s".formatted(relative, e.getReason()));
    } catch (NoSuchFileException e) {
      throw new RefusedException("the file \"%s\" is missing".formatted(relative));
    } catch (IOException e) {
      throw new RefusedException("the file \"%s\" cannot be read".formatted(relative));
    }
  }
}
