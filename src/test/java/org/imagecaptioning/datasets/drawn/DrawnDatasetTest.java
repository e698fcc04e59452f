package org.imagecaptioning.datasets.drawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.DatasetException;
import org.imagecaptioning.datasets.DatasetReaders;
import org.imagecaptioning.datasets.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawnDatasetTest {

  @TempDir private Path parent;

  @Test
  void whatIsWrittenIsReadWithATenthEachForValAndTest() {
    DrawnDataset.write(parent.resolve("drawn"), 40, 1);

    Dataset dataset = DatasetReaders.read(parent.resolve("drawn"));

    assertThat(dataset.problems()).isEmpty();
    assertThat(dataset.images(Split.TRAIN)).hasSize(32);
    assertThat(dataset.images(Split.VAL)).hasSize(4);
    assertThat(dataset.images(Split.TEST)).hasSize(4);
  }

  @Test
  void filesHoldThePixelsAndCaptionsOfTheScenes() throws IOException {
    DrawnDataset.write(parent.resolve("drawn"), 5, 2);

    List<DrawnScene> scenes = DrawnScenes.scenes(5, 2);
    List<CaptionedImage> images = DatasetReaders.read(parent.resolve("drawn")).images();
    for (int i = 0; i < scenes.size(); i++) {
      BufferedImage picture = ImageIO.read(images.get(i).file().toFile());
      assertThat(pixels(picture)).isEqualTo(pixels(scenes.get(i).image()));
      assertThat(images.get(i).captions()).containsExactly(scenes.get(i).caption());
    }
  }

  @Test
  void theSameSeedWritesTheSameFiles() throws IOException {
    DrawnDataset.write(parent.resolve("one"), 4, 3);
    DrawnDataset.write(parent.resolve("two"), 4, 3);

    for (String name : List.of("captions.jsonl", "images/00000.png", "images/00003.png")) {
      assertThat(parent.resolve("two").resolve(name))
          .hasSameBinaryContentAs(parent.resolve("one").resolve(name));
    }
  }

  @Test
  void theFewestImagesAreOneForEachSplit() {
    DrawnDataset.write(parent.resolve("drawn"), 3, 4);

    assertThat(DatasetReaders.read(parent.resolve("drawn")).images())
        .extracting(CaptionedImage::split)
        .containsExactly(Split.TRAIN, Split.VAL, Split.TEST);
    assertThatThrownBy(() -> DrawnDataset.write(parent.resolve("other"), 2, 4))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("at least 3 images");
  }

  @Test
  void aDataSetThatIsThereAlreadyIsNotDrawnOver() throws IOException {
    Files.writeString(parent.resolve("captions.jsonl"), "precious");

    assertThatThrownBy(() -> DrawnDataset.write(parent, 5, 1))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("is there already");
    assertThat(parent.resolve("captions.jsonl")).hasContent("precious");
    assertThat(parent.resolve("images")).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");

    assertThatThrownBy(() -> DrawnDataset.write(file.resolve("drawn"), 5, 1))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("cannot be drawn into " + file);
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
