package org.imagecaptioning.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KarpathyReaderTest {

  @TempDir private Path folder;
  private DatasetFiles files;

  @BeforeEach
  void start() {
    files = new DatasetFiles(folder);
  }

  @Test
  void imagesOfAllSplitsAreReadAndRestvalIsForTraining() {
    files
        .text(
            "dataset_coco.json",
            """
            {"images": [
              {"filepath": "val2014", "sentids": [1], "filename": "a.jpg", "imgid": 0, "split": "restval",
               "sentences": [{"tokens": ["a", "dog"], "raw": "A dog. ", "imgid": 0, "sentid": 1},
                             {"tokens": ["b"], "raw": "B"}]},
              {"filename": "b.jpg", "split": "train", "sentences": [{"raw": "C"}]},
              {"filepath": "val2014", "filename": "c.jpg", "split": "val", "sentences": [{"raw": "D"}]},
              {"filename": "d.jpg", "split": "test", "sentences": [{"raw": "E"}]}],
             "dataset": "coco"}""")
        .picture("val2014/a.jpg")
        .picture("images/b.jpg")
        .picture("images/c.jpg")
        .picture("d.jpg");

    Dataset dataset = DatasetReaders.read(folder);

    assertThat(dataset.problems()).isEmpty();
    assertThat(dataset.images(Split.TRAIN))
        .extracting(CaptionedImage::id)
        .containsExactly("val2014/a.jpg", "images/b.jpg");
    assertThat(dataset.images().get(0).captions()).containsExactly("A dog.", "B");
    assertThat(dataset.images(Split.VAL))
        .singleElement()
        .returns("images/c.jpg", CaptionedImage::id);
    assertThat(dataset.images(Split.TEST)).singleElement().returns("d.jpg", CaptionedImage::id);
  }

  @Test
  void whatIsWrongIsToldWithItsPlaceAndTheRestIsUsed() {
    files
        .text(
            "dataset.json",
            """
            {"images": [
              {"filename": "a.jpg", "split": "train", "sentences": [{"raw": "A"}]},
              {"filename": "a.jpg", "split": "val", "sentences": [{"raw": "A"}]},
              {"filename": "b.jpg", "split": "train", "sentences": [{"raw": "A"}]},
              {"filename": "c.jpg", "split": "train", "sentences": []},
              {"filename": "c.jpg", "split": "dev", "sentences": [{"raw": "A"}]},
              {"filename": "c.jpg", "split": "val", "sentences": [{"raw": ""}]},
              {"filename": "c.jpg", "sentences": [{"raw": "A"}]},
              "c.jpg"]}""")
        .picture("a.jpg")
        .picture("c.jpg");

    Dataset dataset = DatasetReaders.read(folder);

    assertThat(dataset.images()).singleElement().returns("a.jpg", CaptionedImage::id);
    assertThat(dataset.problems())
        .extracting(DatasetProblem::message)
        .containsExactly(
            "the image \"a.jpg\" has been at dataset.json: images[0] already",
            "the file \"b.jpg\" is missing",
            "the image \"c.jpg\" has no caption",
            "split: one of train, restval, val, test is expected, not \"dev\"",
            "a caption is empty",
            "the property \"split\" is missing",
            "the property \"filename\" is missing");
    assertThat(dataset.problems().get(0).place()).isEqualTo("dataset.json: images[1]");
  }

  @Test
  void withoutAnythingToTrainOnTheDataSetIsRefused() {
    files
        .text(
            "dataset.json",
            "{\"images\": [{\"filename\": \"a.jpg\", \"split\": \"val\", \"sentences\": [{\"raw\": \"A\"}]}]}")
        .picture("a.jpg");

    assertThatThrownBy(() -> DatasetReaders.read(folder))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("no image to train on");
  }
}
