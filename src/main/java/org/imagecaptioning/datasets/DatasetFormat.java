package org.imagecaptioning.datasets;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** The layouts of datasets that are known, in the order in which a folder is tried for them. */
public enum DatasetFormat {
  JSON_LINES("captions.jsonl, a line of JSON for each image", JsonLinesReader::new) {
    @Override
    boolean isOf(DatasetFolder folder) {
      return folder.hasFile(JsonLinesReader.CAPTIONS);
    }
  },
  FLICKR8K("Flickr8k.token.txt, as Flickr8k does", Flickr8kReader::new) {
    @Override
    boolean isOf(DatasetFolder folder) {
      return folder.hasFile(Flickr8kReader.CAPTIONS);
    }
  },
  CS231N("coco2014_captions.h5 with its vocabulary and features", Cs231nReader::new) {
    @Override
    boolean isOf(DatasetFolder folder) {
      return folder.hasFile(Cs231nReader.CAPTIONS);
    }
  },
  KARPATHY("dataset.json, as Karpathy's splits do", KarpathyReader::new) {
    @Override
    boolean isOf(DatasetFolder folder) {
      return !KarpathyReader.files(folder).isEmpty();
    }
  },
  COCO("captions.json or captions_train….json, as COCO does", CocoReader::new) {
    @Override
    boolean isOf(DatasetFolder folder) {
      return !CocoReader.files(folder).isEmpty();
    }
  },
  PAIRS("pairs of a picture and a text, as x.jpg with x.txt", PairsReader::new) {
    @Override
    boolean isOf(DatasetFolder folder) {
      return PairsReader.isOf(folder);
    }
  };

  private final String description;
  private final LongFunction<DatasetReader> readers;

  DatasetFormat(String description, LongFunction<DatasetReader> readers) {
    this.description = description;
    this.readers = readers;
  }

  /** As told to people: {@code json-lines}, {@code flickr8k} and so on. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  abstract boolean isOf(DatasetFolder folder);

  /**
   * @param seed draws val if the dataset has none
   */
  DatasetReader reader(long seed) {
    return readers.apply(seed);
  }

  /** By what lies in the folder. */
  static boolean isKnown(DatasetFolder folder) {
    return Arrays.stream(values()).anyMatch(format -> format.isOf(folder));
  }

  /**
   * @throws DatasetException if the folder has no known layout
   */
  static DatasetFormat of(DatasetFolder folder) {
    return Arrays.stream(values())
        .filter(format -> format.isOf(folder))
        .findFirst()
        .orElseThrow(
            () ->
                new DatasetException(
                    "The dataset %s has none of the layouts that are known: %s"
                        .formatted(
                            folder.name(),
                            Arrays.stream(values())
                                .map(format -> format.description)
                                .collect(Collectors.joining("; ")))));
  }
}
