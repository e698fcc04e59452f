package org.imagecaptioning.datasets.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * Folders below the one that the operator opened for registering in place.
 *
 * @param root null if none is open
 */
public record RootFolder(@Nullable Path root) {

  /**
   * The real path of a folder below the root.
   *
   * @param folder from the root, or absolute
   * @throws ProblemException if it is elsewhere, or there is none; what there is elsewhere is not
   *     told
   */
  public Path folder(String folder) throws IOException {
    if (root == null) {
      throw new ProblemException(
          ProblemType.FOLDER_NOT_ALLOWED,
          "No folder can be registered: captioning.datasets.root is not set. Send the dataset as a zip.");
    }
    Path real = root.toRealPath();
    Path named = below(root, real, folder);
    try {
      Path found = named.toRealPath();
      if (!found.startsWith(real)) {
        throw outside(folder);
      }
      if (!Files.isDirectory(found)) {
        throw new ProblemException(
            ProblemType.INVALID_PROPERTY,
            "'%s' is a file; folder names a folder.".formatted(folder));
      }
      return found;
    } catch (NoSuchFileException e) {
      throw new ProblemException(
          ProblemType.INVALID_PROPERTY,
          "There is no folder '%s' below captioning.datasets.root.".formatted(folder),
          e);
    }
  }

  private static Path below(Path root, Path real, String folder) {
    try {
      Path said = Path.of(folder);
      // An absolute path may name the root as the settings do, through a link.
      Path inside =
          said.startsWith(root.toAbsolutePath()) ? root.toAbsolutePath().relativize(said) : said;
      Path named = real.resolve(inside).normalize();
      if (!named.startsWith(real)) {
        throw outside(folder);
      }
      return named;
    } catch (InvalidPathException e) {
      throw new ProblemException(
          ProblemType.INVALID_PROPERTY,
          "folder cannot be a path on this machine: %s.".formatted(e.getReason()),
          e);
    }
  }

  private static ProblemException outside(String folder) {
    return new ProblemException(
        ProblemType.FOLDER_NOT_ALLOWED,
        "'%s' is not below captioning.datasets.root; only folders there can be registered."
            .formatted(folder));
  }
}
