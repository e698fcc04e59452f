package org.imagecaptioning.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoReaderTest {

  @TempDir private Path folder;
  private DatasetFiles files;

  @BeforeEach
  void start() {
    files = new DatasetFiles(folder);
  }

  @Test
  void aFileForEachSplitWithPicturesInFoldersOfItsName() {
    files
        .text(
            "annotations/captions_train2014.json",
            """
            {"info": {"year": 2014}, "licenses": [{"id": 1}],
             "images": [{"id": 9, "file_name": "t.jpg", "height": 3}],
             "annotations": [{"id": 1, "image_id": 9, "caption": " A dog.\\n"},
                             {"id": 2, "image_id": 9, "caption": "Un élève"}]}""")
        .text(
            "annotations/captions_val2014.json",
            """
            {"annotations": [{"image_id": 9, "caption": "B"}],
             "images": [{"id": 9, "file_name": "v.jpg"}]}""")
        .text("annotations/instances_val2014.json", "{\"annotations\": [{\"bbox\": [1, 2]}]}")
        .picture("train2014/t.jpg")
        .picture("images/val2014/v.jpg");

    Dataset dataset = DatasetReaders.read(folder);

    assertThat(dataset.problems()).isEmpty();
    assertThat(dataset.images(Split.TRAIN))
        .singleElement()
        .satisfies(
            image -> {
              assertThat(image.id()).isEqualTo("train2014/t.jpg");
              assertThat(image.captions()).containsExactly("A dog.", "Un élève");
              assertThat(image.file()).isEqualTo(folder.toRealPath().resolve("train2014/t.jpg"));
            });
    assertThat(dataset.images(Split.VAL))
        .singleElement()
        .returns("images/val2014/v.jpg", CaptionedImage::id);
  }

  @Test
  void aSingleFileIsForTrainingAndVal() {
    IntStream.range(0, 10).forEach(i -> files.picture("images/" + i + ".jpg"));
    files.text(
        "captions.json",
        """
        {"images": [%s], "annotations": [%s]}"""
            .formatted(
                list("{\"id\": \"i%1$d\", \"file_name\": \"%1$d.jpg\"}"),
                list("{\"image_id\": \"i%1$d\", \"caption\": \"Number %1$d\"}")));

    Dataset dataset = DatasetReaders.read(folder);

    assertThat(dataset.images()).hasSize(10);
    assertThat(dataset.images(Split.TRAIN)).hasSize(9);
    assertThat(dataset.images(Split.VAL)).hasSize(1);
  }

  @Test
  void whatIsWrongIsToldWithItsPlaceAndTheRestIsUsed() {
    files
        .text(
            "captions.json",
            """
            {"images": [{"id": 1, "file_name": "1.jpg"}, {"id": 1, "file_name": "2.jpg"},
                        {"id": 3, "file_name": "3.jpg"}, {"id": 4, "file_name": "../4.jpg"},
                        {"id": 5}, {"id": 6, "file_name": "6.jpg"},
                        {"id": 7, "file_name": "./1.jpg"}, {"id": [1], "file_name": "1.jpg"}],
             "annotations": [{"image_id": 1, "caption": "A"}, {"image_id": 1, "caption": " "},
                             {"image_id": 3, "caption": "A"}, {"image_id": 4, "caption": "A"},
                             {"image_id": 7, "caption": "A"}, {"image_id": 99, "caption": "A"},
                             {"image_id": 1, "caption": 7}]}""")
        .picture("1.jpg")
        .picture("2.jpg")
        .picture("6.jpg");

    Dataset dataset = DatasetReaders.read(folder);

    assertThat(dataset.images()).singleElement().returns("1.jpg", CaptionedImage::id);
    assertThat(dataset.problems())
        .extracting(problem -> problem.place() + ": " + problem.message())
        .containsExactlyInAnyOrder(
            "captions.json: images[1]: the id 1 has been at captions.json: images[0] already, of the image \"1.jpg\"",
            "captions.json: images[2]: the file \"3.jpg\" is missing",
            "captions.json: images[3]: \"../4.jpg\" climbs with ..; a path within the dataset's folder is expected",
            "captions.json: images[4]: the property \"file_name\" is missing",
            "captions.json: images[5]: the image \"6.jpg\" has no caption",
            "captions.json: images[6]: the image \"./1.jpg\" has been at captions.json: images[0] already",
            "captions.json: images[7]: id: a whole number or a text is expected, not a list",
            "captions.json: annotations[1]: a caption is empty",
            "captions.json: annotations[5]: the caption is of image_id 99, and no image has this id",
            "captions.json: annotations[6]: caption: a text is expected, not number");
  }

  @Test
  void aFileThatIsCutOffIsRefusedWithThePlace() {
    files.text(
        "captions.json",
        """
        {"images": [], "annotations": [{"image_id": 1, "caption": "A"},
         {"image_id": 2, "capt""");

    assertThatThrownBy(() -> DatasetReaders.read(folder))
        .isInstanceOf(DatasetException.class)
        .hasMessageContainingAll("captions.json", "not JSON at line 2", "column");
  }

  @Test
  void anItemOfAnySizeIsRefusedAloneAndFilesAreReadToTheirEnd() {
    files
        .text(
            "captions.json",
            """
            {"images": [{"id": 1, "file_name": "1.jpg"}],
             "annotations": [{"image_id": 1, "caption": "A"},
                             {"image_id": 1, "caption": "A", "more": [%s]},
                             {"image_id": 1, "caption": "B"}]}"""
                .formatted("0,".repeat(JsonItems.MOST_TOKENS) + "0"))
        .picture("1.jpg");

    Dataset dataset = DatasetReaders.read(folder);

    assertThat(dataset.images().get(0).captions()).containsExactly("A", "B");
    assertThat(dataset.problems())
        .singleElement()
        .returns("captions.json: annotations[1]", DatasetProblem::place);
  }

  private static String list(String item) {
    return IntStream.range(0, 10)
        .mapToObj(i -> item.formatted(i))
        .collect(Collectors.joining(", "));
  }
}
