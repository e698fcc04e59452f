package org.imagecaptioning.datasets;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads pairs of a picture and a text, {@code x.jpg} and {@code x.txt}, with one caption a line: in
 * the folders {@code train}, {@code val} and {@code test}, or, where none of these is, in the
 * dataset's own folder and in {@code images}, all for training.
 */
final class PairsReader implements DatasetReader {

  private static final String TEXT = "txt";
  private static final Set<String> PICTURES = Set.of("jpg", "jpeg", "png", "gif", "bmp", "webp");

  private final long seed;

  /**
   * @param seed draws val if the dataset has none
   */
  PairsReader(long seed) {
    this.seed = seed;
  }

  static boolean isOf(DatasetFolder folder) {
    return folders(folder).keySet().stream()
        .map(folder::files)
        .anyMatch(
            names ->
                names.stream()
                    .anyMatch(name -> isPicture(name) && names.contains(stem(name) + "." + TEXT)));
  }

  /** Each ends with a slash, or is the dataset's own. */
  private static Map<String, Split> folders(DatasetFolder folder) {
    Map<String, Split> folders = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      if (folder.hasFolder(split.word())) {
        folders.put(split.word() + "/", split);
      }
    }
    return folders.isEmpty()
        ? new TreeMap<>(Map.of("", Split.TRAIN, "images/", Split.TRAIN))
        : folders;
  }

  @Override
  public Dataset read(DatasetFolder folder) {
    Problems problems = new Problems();
    CollectedImages images = new CollectedImages(folder);
    folders(folder).forEach((inside, split) -> read(folder, inside, split, images, problems));
    return images.dataset("the texts", problems, seed);
  }

  private static void read(
      DatasetFolder folder, String inside, Split split, CollectedImages images, Problems problems) {
    Map<String, String> texts = new LinkedHashMap<>();
    List<String> pictures = new ArrayList<>();
    for (String name : folder.files(inside)) {
      if (isPicture(name)) {
        pictures.add(name);
      } else if (extension(name).equals(TEXT)) {
        texts.put(stem(name), name);
      }
    }
    for (String picture : pictures) {
      String id = inside + picture;
      String text = texts.remove(stem(picture));
      try {
        if (text == null) {
          throw new RefusedException(
              "there is no text of its own: \"%s.%s\" is expected beside it"
                  .formatted(stem(picture), TEXT));
        }
        images.add(id, id, folder.file(id), captions(folder, inside + text, problems), split);
      } catch (RefusedException e) {
        problems.add(id, e);
      }
    }
    texts.forEach(
        (stem, text) ->
            problems.add(
                inside + text,
                new RefusedException(
                    "there is no picture to it: \"%s.jpg\" is expected beside it"
                        .formatted(stem))));
  }

  private static List<String> captions(DatasetFolder folder, String text, Problems problems)
      throws RefusedException {
    List<String> captions = new ArrayList<>();
    try {
      Lines.read(
          folder.file(text),
          text,
          problems,
          (place, line) -> captions.add(CaptionText.checked(line.strip())));
    } catch (IOException e) {
      throw new RefusedException("the text \"%s\" cannot be read".formatted(text));
    }
    return captions;
  }

  private static boolean isPicture(String name) {
    return PICTURES.contains(extension(name));
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static String stem(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }
}
