package org.imagecaptioning.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The images of a dataset as they are found, each picture once. */
final class CollectedImages {

  static final int MOST_CAPTIONS = 1000; // of one image

  private final DatasetFolder folder;
  private final List<CaptionedImage> images = new ArrayList<>();
  private final Map<Path, String> places = new HashMap<>();

  CollectedImages(DatasetFolder folder) {
    this.folder = folder;
  }

  /**
   * @param place where the dataset names the image
   * @param id its path in the dataset, as that writes it
   * @param captions checked before
   */
  void add(String place, String id, Path file, List<String> captions, Split split)
      throws RefusedException {
    if (captions.isEmpty()) {
      throw new RefusedException("the image \"%s\" has no caption".formatted(id));
    }
    if (captions.size() > MOST_CAPTIONS) {
      throw new RefusedException(
          "the image \"%s\" has %d captions; at most %d are accepted"
              .formatted(id, captions.size(), MOST_CAPTIONS));
    }
    String earlier = places.putIfAbsent(file, place);
    if (earlier != null) {
      throw new RefusedException("the image \"%s\" has been at %s already".formatted(id, earlier));
    }
    images.add(new CaptionedImage(id, file, captions, split));
  }

  /**
   * @param listing what names the images, for messages
   * @param seed draws val if there is none
   * @throws DatasetException if there is no image, or none to train on
   */
  Dataset dataset(String listing, Problems problems, long seed) {
    if (images.isEmpty()) {
      throw new DatasetException(
          "Nothing that %s of the dataset %s names can be used; %s"
              .formatted(listing, folder.name(), problems.first()));
    }
    return new Dataset(
        folder.name(), ValidationDraw.draw(images, seed), problems.list(), problems.count());
  }
}
