package org.imagecaptioning.datasets.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.DatasetFormat;
import org.imagecaptioning.datasets.DatasetProblem;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.datasets.store.DatasetReport.SplitCount;
import org.imagecaptioning.datasets.store.DatasetReport.Splits;
import org.jspecify.annotations.Nullable;

/**
 * What came out of checking a dataset.
 *
 * @param broken ids of images that are left out
 */
record DatasetCheck(DatasetReport report, Set<String> broken) {

  private static final int MOST_LISTED = 1000;

  /**
   * Looks at every image.
   *
   * @throws org.imagecaptioning.datasets.DatasetException if none is left to train on
   */
  static DatasetCheck of(Dataset dataset, DatasetFormat format, BrokenImages brokenImages) {
    Map<String, String> faults = brokenImages.find(dataset.images());
    Dataset usable = without(dataset, faults.keySet());
    Splits splits =
        new Splits(count(usable, Split.TRAIN), count(usable, Split.VAL), count(usable, Split.TEST));
    long captions = splits.train().captions() + splits.val().captions() + splits.test().captions();
    WordCounts words = new WordCounts();
    usable.images().forEach(words::add);
    DatasetReport.Problems problems = problems(dataset, faults);
    @Nullable Integer depth =
        usable.featureDepth().isPresent() ? usable.featureDepth().getAsInt() : null;
    return new DatasetCheck(
        new DatasetReport(
            format.word(),
            summary(usable.images().size(), captions, problems.count()),
            usable.images().size(),
            captions,
            splits,
            words.sizes(),
            words.longest(),
            depth,
            problems),
        Set.copyOf(faults.keySet()));
  }

  private static SplitCount count(Dataset dataset, Split split) {
    List<CaptionedImage> images = dataset.images(split);
    return new SplitCount(
        images.size(), images.stream().mapToLong(image -> image.captions().size()).sum());
  }

  /** A dataset without some of its images. */
  static Dataset without(Dataset dataset, Set<String> broken) {
    return new Dataset(
        dataset.name(),
        dataset.images().stream().filter(image -> !broken.contains(image.id())).toList(),
        dataset.problems(),
        dataset.problemCount());
  }

  private static DatasetReport.Problems problems(Dataset dataset, Map<String, String> faults) {
    List<DatasetProblem> listed = new ArrayList<>(dataset.problems());
    faults.forEach(
        (id, fault) -> {
          if (listed.size() < MOST_LISTED) {
            listed.add(new DatasetProblem(id, fault));
          }
        });
    return new DatasetReport.Problems(dataset.problemCount() + faults.size(), listed);
  }

  private static String summary(int images, long captions, long problems) {
    String usable = "%d images with %d captions".formatted(images, captions);
    return problems == 0
        ? "All of it can be used: %s.".formatted(usable)
        : "It can be used without what the problems name: %s are left; problems: %d."
            .formatted(usable, problems);
  }
}
