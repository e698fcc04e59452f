package org.imagecaptioning.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Reads the splits of Karpathy and Fei-Fei (2015), {@code {"images": [{"filename", "filepath",
 * "split", "sentences": [{"raw"}]}]}}: {@code restval} counts as train. Pictures lie in the folder
 * {@code filepath}, in {@code images}, or beside the file.
 */
final class KarpathyReader implements DatasetReader {

  private final long seed;

  /**
   * @param seed draws val if the dataset has none
   */
  KarpathyReader(long seed) {
    this.seed = seed;
  }

  static List<String> files(DatasetFolder folder) {
    return JsonShape.files(folder, JsonShape.KARPATHY);
  }

  @Override
  public Dataset read(DatasetFolder folder) {
    Problems problems = new Problems();
    CollectedImages images = new CollectedImages(folder);
    PictureFinder pictures = new PictureFinder(folder, List.of("images"));
    List<String> files = files(folder);
    for (String file : files) {
      JsonItems.read(
          folder,
          file,
          Map.of(
              "images",
              (place, item) -> {
                PictureFinder.Found found = find(pictures, item);
                images.add(place, found.id(), found.file(), captions(item), split(item));
              }),
          problems);
    }
    return images.dataset(String.join(", ", files), problems, seed);
  }

  /** People often keep all pictures in one folder, whatever {@code filepath} says. */
  private static PictureFinder.Found find(PictureFinder pictures, JsonNode item)
      throws RefusedException {
    String name = JsonFields.text(item, "filename");
    if (!item.has("filepath")) {
      return pictures.find(name);
    }
    String path = JsonFields.text(item, "filepath") + "/" + name;
    try {
      return pictures.find(path);
    } catch (RefusedException notThere) {
      try {
        return pictures.find(name);
      } catch (RefusedException nowhere) {
        throw notThere;
      }
    }
  }

  private static List<String> captions(JsonNode item) throws RefusedException {
    JsonNode sentences = JsonFields.required(item, "sentences");
    if (!sentences.isArray()) {
      throw new RefusedException(
          "sentences: a list is expected, not %s".formatted(JsonFields.kind(sentences)));
    }
    List<String> captions = new ArrayList<>();
    for (JsonNode sentence : sentences) {
      captions.add(CaptionText.checked(JsonFields.text(sentence, "raw").strip()));
    }
    return captions;
  }

  private static Split split(JsonNode item) throws RefusedException {
    String split = JsonFields.text(item, "split");
    return switch (split) {
      case "train", "restval" -> Split.TRAIN;
      case "val" -> Split.VAL;
      case "test" -> Split.TEST;
      default ->
          throw new RefusedException(
              "split: one of train, restval, val, test is expected, not \"%s\"".formatted(split));
    };
  }
}
