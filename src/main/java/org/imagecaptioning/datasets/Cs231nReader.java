package org.imagecaptioning.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the data of Stanford CS231n's third assignment: captions of COCO 2014 as indexes of words
 * in HDF5, and features of VGG16 in place of pictures. Where there are features as they are and
 * after a principal component analysis, the latter are taken, as the course does.
 */
final class Cs231nReader implements DatasetReader {

  static final String CAPTIONS = "coco2014_captions.h5";
  static final String VOCABULARY = "coco2014_vocab.json";

  private static final int LONGEST_CAPTION = 1000; // words

  private final long seed;

  /**
   * @param seed draws val if the dataset has none
   */
  Cs231nReader(long seed) {
    this.seed = seed;
  }

  @Override
  public Dataset read(DatasetFolder folder) {
    Problems problems = new Problems();
    WordIndexes words = WordIndexes.read(folder, VOCABULARY);
    List<CaptionedImage> images = new ArrayList<>();
    images.addAll(images(folder, Split.TRAIN, words, problems));
    if (Hdf5Table.has(file(folder, CAPTIONS), "val_captions")) {
      images.addAll(images(folder, Split.VAL, words, problems));
    }
    if (images.isEmpty()) {
      throw new DatasetException(
          "No caption that %s of the dataset %s has can be used; %s"
              .formatted(CAPTIONS, folder.name(), problems.first()));
    }
    return new Dataset(
        folder.name(), ValidationDraw.draw(images, seed), problems.list(), problems.count());
  }

  private static List<CaptionedImage> images(
      DatasetFolder folder, Split split, WordIndexes words, Problems problems) {
    Path file = file(folder, CAPTIONS);
    Hdf5Table captions = Hdf5Table.of(file, split.word() + "_captions");
    Hdf5Table imageOf = Hdf5Table.of(file, split.word() + "_image_idxs");
    FeatureTable features = features(folder, split);
    if (captions.rows() != imageOf.rows() || captions.width() > LONGEST_CAPTION) {
      throw new DatasetException(
          "%s: %s has the shape (%d, %d) and %s (%d); a row for each caption, and at most %d words, are expected"
              .formatted(
                  CAPTIONS,
                  captions.name(),
                  captions.rows(),
                  captions.width(),
                  imageOf.name(),
                  imageOf.rows(),
                  LONGEST_CAPTION));
    }
    long[] rows = new long[imageOf.rows()];
    imageOf.read((row, value) -> rows[row] = (long) value[0]);
    Map<Integer, List<String>> byImage = new TreeMap<>();
    captions.read(
        (row, indexes) -> {
          String place = "%s: %s[%d]".formatted(CAPTIONS, captions.name(), row);
          try {
            if (rows[row] < 0 || rows[row] >= features.rows()) {
              throw new RefusedException(
                  "it is of image %d, and %s has features of %d"
                      .formatted(rows[row], features.name(), features.rows()));
            }
            String caption = CaptionText.checked(words.caption(indexes));
            byImage.computeIfAbsent((int) rows[row], unseen -> new ArrayList<>(5)).add(caption);
          } catch (RefusedException e) {
            problems.add(place, e);
          }
        });
    List<CaptionedImage> images = new ArrayList<>();
    byImage.forEach(
        (row, said) ->
            images.add(
                new CaptionedImage(
                    split.word() + ":" + row, new GivenFeatures(features, row), said, split)));
    return images;
  }

  /** Of {@code train2014_vgg16_fc7.h5} and {@code train2014_vgg16_fc7_pca.h5} the second. */
  private static FeatureTable features(DatasetFolder folder, Split split) {
    String name =
        folder.files("").stream()
            .filter(file -> file.startsWith(split.word()) && file.endsWith(".h5"))
            .filter(file -> Hdf5Table.has(file(folder, file), Hdf5Features.ARRAY))
            .min(
                Comparator.comparing((String file) -> !file.endsWith("_pca.h5"))
                    .thenComparing(file -> file))
            .orElseThrow(
                () ->
                    new DatasetException(
                        "The dataset %s has no features of the split %s: a file as %s2014_vgg16_fc7_pca.h5 with the array %s is expected"
                            .formatted(
                                folder.name(), split.word(), split.word(), Hdf5Features.ARRAY)));
    return new Hdf5Features(file(folder, name));
  }

  private static Path file(DatasetFolder folder, String name) {
    try {
      return folder.file(name);
    } catch (RefusedException e) {
      throw new DatasetException(
          "The dataset %s cannot be read: %s".formatted(folder.name(), e.getMessage()), e);
    }
  }
}
