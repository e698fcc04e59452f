package org.imagecaptioning.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairsReaderTest {

  @TempDir private Path folder;
  private DatasetFiles files;

  @BeforeEach
  void start() {
    files = new DatasetFiles(folder);
  }

  @Test
  void eachLineOfATextIsACaptionOfThePictureBesideIt() {
    files
        .picture("ein Hund.JPG")
        .text("ein Hund.txt", "Ein Hund.\r\n\n  Zwei Hunde \n")
        .picture("images/b.png")
        .text("images/b.txt", "B");

    Dataset dataset = DatasetReaders.read(folder);

    assertThat(dataset.problems()).isEmpty();
    assertThat(dataset.images())
        .extracting(CaptionedImage::id)
        .containsExactlyInAnyOrder("ein Hund.JPG", "images/b.png");
    assertThat(dataset.images().get(0).captions()).containsExactly("Ein Hund.", "Zwei Hunde");
    assertThat(dataset.images(Split.VAL)).hasSize(1);
  }

  @Test
  void foldersOfSplitsAreTheSplits() {
    files
        .picture("train/a.jpg")
        .text("train/a.txt", "A")
        .picture("val/a.jpg")
        .text("val/a.txt", "B")
        .picture("test/a.jpg")
        .text("test/a.txt", "C")
        .text("README.txt", "not a caption");

    Dataset dataset = DatasetReaders.read(folder);

    assertThat(dataset.problems()).isEmpty();
    assertThat(dataset.images())
        .extracting(image -> image.split() + " " + image.id())
        .containsExactly("TRAIN train/a.jpg", "VAL val/a.jpg", "TEST test/a.jpg");
  }

  @Test
  void whatHasNoCounterpartIsTold() {
    files
        .picture("a.jpg")
        .text("a.txt", "A")
        .picture("b.jpg")
        .text("c.txt", "C")
        .picture("d.jpg")
        .text("d.txt", " \n")
        .picture("a.png");

    Dataset dataset = DatasetReaders.read(folder);

    assertThat(dataset.images()).singleElement().returns("a.jpg", CaptionedImage::id);
    assertThat(dataset.problems())
        .containsExactlyInAnyOrder(
            new DatasetProblem(
                "a.png", "there is no text of its own: \"a.txt\" is expected beside it"),
            new DatasetProblem(
                "b.jpg", "there is no text of its own: \"b.txt\" is expected beside it"),
            new DatasetProblem(
                "c.txt", "there is no picture to it: \"c.jpg\" is expected beside it"),
            new DatasetProblem("d.jpg", "the image \"d.jpg\" has no caption"));
  }
}
