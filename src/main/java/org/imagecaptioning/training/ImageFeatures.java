package org.imagecaptioning.training;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Features by the image's id. They stay on disk, where the operating system keeps what there is
 * room for, and are read whenever they are asked for: a hundred thousand images would fill the
 * heap.
 */
final class ImageFeatures implements AutoCloseable {

  private final List<FeatureFile> files = new ArrayList<>();
  private final Map<String, Row> rows = new HashMap<>();

  private record Row(FeatureFile file, int index) {}

  /** Closes a file when this is closed. */
  FeatureFile holding(FeatureFile file) {
    files.add(file);
    return file;
  }

  void put(String image, FeatureFile file, int row) {
    rows.put(image, new Row(file, row));
  }

  boolean has(String image) {
    return rows.containsKey(image);
  }

  /**
   * The features of images that there are features of.
   *
   * @return one row an image, in their order, read each time that it is asked for; as long as this
   *     is open
   */
  List<float[]> of(List<String> images) {
    List<Row> chosen = images.stream().map(rows::get).toList();
    return new AbstractList<>() {
      @Override
      public float[] get(int index) {
        Row row = chosen.get(index);
        return row.file.row(row.index);
      }

      @Override
      public int size() {
        return chosen.size();
      }
    };
  }

  @Override
  public void close() {
    files.forEach(FeatureFile::close);
  }
}
