package org.imagecaptioning.datasets;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.nio.file.Path;
import java.util.Map;

/** Small data in the layout of the course. */
public final class Cs231nFiles {

  static final String VOCABULARY =
      "{\"idx_to_word\": [\"<NULL>\", \"<START>\", \"<END>\", \"<UNK>\", \"a\", \"dog\", \"cat\"],"
          + " \"word_to_idx\": {\"a\": 4}}";

  private Cs231nFiles() {}

  /** Two images to train on, one of them with two captions, and one to validate with; D is 3. */
  public static void write(Path folder) {
    new DatasetFiles(folder).text(Cs231nReader.VOCABULARY, VOCABULARY);
    hdf5(
        folder.resolve(Cs231nReader.CAPTIONS),
        Map.of(
            "train_captions",
            new int[][] {{1, 4, 5, 2, 0}, {1, 4, 3, 2, 0}, {1, 4, 6, 2, 0}},
            "train_image_idxs",
            new int[] {1, 0, 1},
            "val_captions",
            new int[][] {{1, 4, 6, 2, 0}},
            "val_image_idxs",
            new int[] {0}));
    features(folder.resolve("train2014_vgg16_fc7_pca.h5"), new float[][] {{1, 2, 3}, {4, 5, 6}});
    features(folder.resolve("val2014_vgg16_fc7_pca.h5"), new float[][] {{7, 8, 9}});
  }

  static void features(Path file, float[][] features) {
    hdf5(file, Map.of("features", features));
  }

  static void hdf5(Path file, Map<String, Object> arrays) {
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      arrays.forEach(hdf::putDataset);
    }
  }
}
