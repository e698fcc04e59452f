package org.imagecaptioning.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a JSON file of a dataset holds, by what is in it and not by what it is called. */
enum JsonShape {
  COCO,
  KARPATHY,
  OTHER;

  private static final List<String> FOLDERS = List.of("", "annotations/");

  /** The files of one shape, where datasets keep them. */
  static List<String> files(DatasetFolder folder, JsonShape shape) {
    List<String> files = new ArrayList<>();
    for (String inside : FOLDERS) {
      jsonFiles(folder, inside).filter(file -> of(folder, file) == shape).forEach(files::add);
    }
    return files;
  }

  private static Stream<String> jsonFiles(DatasetFolder folder, String inside) {
    return folder.files(inside).stream()
        .filter(name -> name.endsWith(".json"))
        .map(name -> inside + name);
  }

  private static JsonShape of(DatasetFolder folder, String name) {
    JsonShape[] shape = {OTHER};
    try {
      JsonItems.peek(
          folder.file(name),
          (list, first) -> {
            if (list.equals("images") && first.has("sentences")) {
              shape[0] = KARPATHY;
            } else if (list.equals("annotations") && first.has("caption")) {
              shape[0] = COCO;
            }
            return shape[0] == OTHER;
          });
    } catch (RefusedException notAFile) {
      return OTHER;
    }
    return shape[0];
  }
}
