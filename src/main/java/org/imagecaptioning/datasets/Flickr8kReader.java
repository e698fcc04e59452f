package org.imagecaptioning.datasets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the layout of Flickr8k (Hodosh, Young, Hockenmaier 2013): all captions in one file, a list
 * of images for each split, the images in a folder. Images that no list names are not used. Without
 * a list for val, a tenth of train is drawn.
 */
public final class Flickr8kReader implements DatasetReader {

  /** The file that makes a folder a dataset of this layout. */
  public static final String CAPTIONS = "Flickr8k.token.txt";

  private static final Map<Split, String> LISTS =
      new TreeMap<>(
          Map.of(
              Split.TRAIN, "Flickr_8k.trainImages.txt",
              Split.VAL, "Flickr_8k.devImages.txt",
              Split.TEST, "Flickr_8k.testImages.txt"));

  /** The second is how the published archive spells it. */
  private static final List<String> IMAGES =
      List.of("images", "Flicker8k_Dataset", "Flickr8k_Dataset");

  private static final Pattern CAPTION =
      Pattern.compile("([^\t]+)#(\\d{1,4})\t(.*)", Pattern.DOTALL);

  private final long seed;

  /**
   * @param seed draws val if the dataset has none
   */
  public Flickr8kReader(long seed) {
    this.seed = seed;
  }

  @Override
  public Dataset read(DatasetFolder folder) {
    String imageFolder =
        IMAGES.stream()
            .filter(folder::hasFolder)
            .findFirst()
            .orElseThrow(
                () ->
                    new DatasetException(
                        "The dataset %s has none of the folders %s to hold its images"
                            .formatted(folder.name(), String.join(", ", IMAGES))));
    Problems problems = new Problems();
    Map<String, Listed> listed = readLists(folder, problems);
    readCaptions(folder, listed, problems);

    CollectedImages images = new CollectedImages(folder);
    listed.forEach(
        (name, image) -> {
          try {
            images.add(
                image.place,
                name,
                folder.file(imageFolder + "/" + name),
                List.copyOf(image.captions.values()),
                image.split);
          } catch (RefusedException e) {
            problems.add(image.place, e);
          }
        });
    return images.dataset("the lists", problems, seed);
  }

  private static Map<String, Listed> readLists(DatasetFolder folder, Problems problems) {
    Map<String, Listed> listed = new LinkedHashMap<>();
    LISTS.forEach(
        (split, list) -> {
          if (split != Split.TRAIN && !folder.hasFile(list)) {
            return;
          }
          Lines.read(
              folder,
              list,
              problems,
              (place, line) -> {
                Listed earlier = listed.putIfAbsent(line.strip(), new Listed(split, place));
                if (earlier != null) {
                  throw new RefusedException(
                      "the image \"%s\" has been at %s already"
                          .formatted(line.strip(), earlier.place));
                }
              });
        });
    return listed;
  }

  private static void readCaptions(
      DatasetFolder folder, Map<String, Listed> listed, Problems problems) {
    Lines.read(
        folder,
        CAPTIONS,
        problems,
        (place, line) -> {
          Matcher parts = CAPTION.matcher(line);
          if (!parts.matches()) {
            throw new RefusedException(
                "image.jpg#0, a tab and a caption are expected, not \"%s\""
                    .formatted(line.substring(0, Math.min(line.length(), 80))));
          }
          Listed image = listed.get(parts.group(1));
          if (image == null) {
            return;
          }
          String caption = CaptionText.checked(parts.group(3).strip());
          if (image.captions.putIfAbsent(Integer.valueOf(parts.group(2)), caption) != null) {
            throw new RefusedException(
                "caption %s of %s comes twice".formatted(parts.group(2), parts.group(1)));
          }
        });
  }

  /** An image of a list, and its captions by number. */
  private static final class Listed {
    final Split split;
    final String place;
    final SortedMap<Integer, String> captions = new TreeMap<>();

    Listed(Split split, String place) {
      this.split = split;
      this.place = place;
    }
  }
}
