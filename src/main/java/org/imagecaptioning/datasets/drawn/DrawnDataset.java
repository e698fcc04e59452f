package org.imagecaptioning.datasets.drawn;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.imagecaptioning.datasets.DatasetException;
import org.imagecaptioning.datasets.JsonLinesReader;
import org.imagecaptioning.datasets.Split;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Draws a dataset into a folder, in the layout that {@link JsonLinesReader} reads. */
public final class DrawnDataset {

  /** One image for each split is the least. */
  public static final int FEWEST_IMAGES = 3;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

  private record Line(String image, List<String> captions, String split) {}

  private DrawnDataset() {}

  /**
   * Writes pictures and captions; a tenth each is for val and for test. The same numbers make the
   * same dataset.
   *
   * @param folder is made if it is not there; what else lies in it stays
   * @throws DatasetException if the folder holds a dataset already, or cannot be written to
   */
  public static void write(Path folder, int images, long seed) {
    if (images < FEWEST_IMAGES) {
      throw new DatasetException(
          "A drawn dataset has at least %d images, one for each split, not %d"
              .formatted(FEWEST_IMAGES, images));
    }
    Path captions = folder.resolve(JsonLinesReader.CAPTIONS);
    if (Files.exists(captions)) {
      throw new DatasetException(
          "%s is there already: a dataset is drawn into a folder without one".formatted(captions));
    }
    try {
      Files.createDirectories(folder.resolve("images"));
      StringBuilder lines = new StringBuilder();
      int number = 0;
      for (DrawnScene scene : DrawnScenes.scenes(images, seed)) {
        String name = "images/%05d.png".formatted(number);
        writePng(scene.image(), folder.resolve(name));
        String split = split(number, images).word();
        lines
            .append(MAPPER.writeValueAsString(new Line(name, List.of(scene.caption()), split)))
            .append('\n');
        number++;
      }
      // Last: a folder whose drawing was cut off is not taken for a dataset.
      Files.writeString(captions, lines);
    } catch (IOException e) {
      throw new DatasetException(
          "A dataset cannot be drawn into %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static Split split(int number, int images) {
    int held = Math.max(1, images / 10);
    if (number >= images - held) {
      return Split.TEST;
    }
    return number >= images - 2 * held ? Split.VAL : Split.TRAIN;
  }

  private static void writePng(BufferedImage image, Path file) throws IOException {
    if (!ImageIO.write(image, "png", file.toFile())) {
      throw new IOException("this Java has no writer of PNG");
    }
  }
}
