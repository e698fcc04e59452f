package org.imagecaptioning.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a folder with {@code captions.jsonl}, one {@link JsonLine} for each image. An image without
 * a split is for training; if none is for validation, a tenth of those for training is drawn.
 */
public final class JsonLinesReader implements DatasetReader {

  /** The file that makes a folder a data set of this layout. */
  public static final String CAPTIONS = "captions.jsonl";

  private final long seed;

  /**
   * @param seed draws val if the data set has none
   */
  public JsonLinesReader(long seed) {
    this.seed = seed;
  }

  @Override
  public Dataset read(Path path) {
    DatasetFolder folder = new DatasetFolder(path);
    Problems problems = new Problems();
    Map<Path, String> places = new HashMap<>();
    List<CaptionedImage> images = new ArrayList<>();
    Lines.read(
        folder,
        CAPTIONS,
        problems,
        (place, text) -> {
          JsonLine line = JsonLine.parse(text);
          Path file = folder.file(line.image());
          String earlier = places.putIfAbsent(file, place);
          if (earlier != null) {
            throw new RefusedException(
                "the image \"%s\" has been at %s already".formatted(line.image(), earlier));
          }
          images.add(
              new CaptionedImage(
                  line.image(), file, line.captions(), line.split().orElse(Split.TRAIN)));
        });
    if (images.isEmpty()) {
      throw new DatasetException(
          "No line of %s in the data set %s can be used; %s"
              .formatted(CAPTIONS, folder.name(), problems.first()));
    }
    return new Dataset(folder.name(), ValidationDraw.draw(images, seed), problems.list());
  }
}
