package org.imagecaptioning.datasets;

/**
 * Reads a folder with {@code captions.jsonl}, one {@link JsonLine} for each image. An image without
 * a split is for training; if none is for validation, a tenth of those for training is drawn.
 */
public final class JsonLinesReader implements DatasetReader {

  /** The file that makes a folder a dataset of this layout. */
  public static final String CAPTIONS = "captions.jsonl";

  private final long seed;

  /**
   * @param seed draws val if the dataset has none
   */
  public JsonLinesReader(long seed) {
    this.seed = seed;
  }

  @Override
  public Dataset read(DatasetFolder folder) {
    Problems problems = new Problems();
    CollectedImages images = new CollectedImages(folder);
    Lines.read(
        folder,
        CAPTIONS,
        problems,
        (place, text) -> {
          JsonLine line = JsonLine.parse(text);
          images.add(
              place,
              line.image(),
              folder.file(line.image()),
              line.captions(),
              line.split().orElse(Split.TRAIN));
        });
    return images.dataset(CAPTIONS, problems, seed);
  }
}
