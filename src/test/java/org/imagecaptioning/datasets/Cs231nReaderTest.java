package org.imagecaptioning.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cs231nReaderTest {

  @TempDir private Path folder;

  @BeforeEach
  void write() {
    Cs231nFiles.write(folder);
  }

  @Test
  void indexesBecomeWordsAndImagesHaveTheFeaturesOfTheirRow() {
    Dataset dataset = DatasetReaders.read(folder);

    assertThat(dataset.problems()).isEmpty();
    assertThat(dataset.featureDepth()).hasValue(3);
    assertThat(dataset.images())
        .extracting(CaptionedImage::id)
        .containsExactly("train:0", "train:1", "val:0");
    assertThat(dataset.images(Split.TRAIN))
        .extracting(CaptionedImage::captions)
        .containsExactly(List.of("a <UNK>"), List.of("a dog", "a cat"));
    assertThat(features(dataset.images().get(1))).containsExactly(4, 5, 6);
    assertThat(features(dataset.images().get(2))).containsExactly(7, 8, 9);
    assertThatThrownBy(() -> dataset.images().get(0).file())
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("no picture of train:0, but features");
  }

  @Test
  void featuresAfterAPrincipalComponentAnalysisGoFirst() {
    Cs231nFiles.features(folder.resolve("train2014_vgg16_fc7.h5"), new float[2][8]);
    assertThat(DatasetReaders.read(folder).featureDepth()).hasValue(3);
  }

  @Test
  void moreRowsThanAreReadAtOnceComeInAnyOrder() {
    int depth = 4000;
    float[][] rows = new float[600][depth];
    for (int row = 0; row < rows.length; row++) {
      Arrays.fill(rows[row], row);
    }
    Path file = folder.resolve("large.h5");
    Cs231nFiles.features(file, rows);

    Hdf5Features features = new Hdf5Features(file);

    assertThat(features.rows()).isEqualTo(600);
    for (int row : new int[] {0, 599, 250, 249, 251, 500, 0}) {
      assertThat(features.row(row)).hasSize(depth).containsOnly(row);
    }
  }

  @Test
  void captionsThatCannotBeAreToldWithTheirPlace() {
    Cs231nFiles.hdf5(
        folder.resolve("coco2014_captions.h5"),
        Map.of(
            "train_captions",
            new long[][] {{1, 4, 5, 2}, {1, 99, 2, 0}, {1, 2, 0, 0}, {1, 4, 2, 0}},
            "train_image_idxs",
            new long[] {0, 0, 0, 2}));

    Dataset dataset = DatasetReaders.read(folder);

    assertThat(dataset.images()).hasSize(1);
    assertThat(dataset.problems())
        .containsExactly(
            new DatasetProblem(
                "coco2014_captions.h5: train_captions[1]", "it has the word 99, and there are 7"),
            new DatasetProblem("coco2014_captions.h5: train_captions[2]", "a caption is empty"),
            new DatasetProblem(
                "coco2014_captions.h5: train_captions[3]",
                "it is of image 2, and train2014_vgg16_fc7_pca.h5 has features of 2"));
  }

  @Test
  void filesThatAreMissingOrBrokenAreNamed() throws IOException {
    Path captions = folder.resolve("coco2014_captions.h5");
    byte[] whole = Files.readAllBytes(captions);

    Files.write(captions, Arrays.copyOf(whole, 300));
    refused("coco2014_captions.h5");
    Files.writeString(captions, "not HDF5");
    refused("coco2014_captions.h5", "cannot be read");
    Files.write(captions, whole);

    Files.delete(folder.resolve("train2014_vgg16_fc7_pca.h5"));
    refused("no features of the split train");
    Files.delete(folder.resolve("coco2014_vocab.json"));
    refused("coco2014_vocab.json", "missing");
  }

  @Test
  void aLinkIntoAnotherFileIsNotFollowed() throws IOException {
    try (InputStream link = getClass().getResourceAsStream("/datasets/external-link.h5")) {
      Files.write(folder.resolve("train2014_vgg16_fc7_pca.h5"), link.readAllBytes());
    }

    refused("no features of the split train");
  }

  private void refused(String... words) {
    assertThatThrownBy(() -> DatasetReaders.read(folder))
        .isInstanceOf(DatasetException.class)
        .hasMessageContainingAll(words);
  }

  private static float[] features(CaptionedImage image) {
    return ((GivenFeatures) image.source()).read();
  }
}
