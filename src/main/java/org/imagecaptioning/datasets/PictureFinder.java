package org.imagecaptioning.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds pictures of which a dataset says the name, but not always the folder. */
final class PictureFinder {

  /** A picture that was found. */
  record Found(String id, Path file) {}

  private final DatasetFolder folder;
  private final List<String> folders;

  /**
   * @param folders where pictures may be, besides the dataset's own folder
   */
  PictureFinder(DatasetFolder folder, List<String> folders) {
    this.folder = folder;
    this.folders =
        Stream.concat(
                Stream.of(""),
                folders.stream().distinct().filter(folder::hasFolder).map(name -> name + "/"))
            .toList();
  }

  /**
   * @throws RefusedException if there is none, or the name is not one of a file in the dataset
   */
  Found find(String name) throws RefusedException {
    @Nullable RefusedException why = null;
    for (String inside : folders) {
      try {
        return new Found(inside + name, folder.file(inside + name));
      } catch (RefusedException notHere) {
        why = why == null ? notHere : why;
      }
    }
    throw folders.size() == 1 || why == null
        ? new RefusedException(String.valueOf(why == null ? name : why.getMessage()))
        : new RefusedException(
            "%s; it was looked for in the dataset's folder and in %s"
                .formatted(
                    why.getMessage(), String.join(", ", folders.subList(1, folders.size()))));
  }
}
