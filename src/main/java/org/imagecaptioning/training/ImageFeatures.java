package org.imagecaptioning.training;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Features by the image's id, and of training images by the view, where there are several. They
 * stay on disk, where the operating system keeps what there is room for, and are read whenever they
 * are asked for: a hundred thousand images would fill the heap.
 */
final class ImageFeatures implements AutoCloseable {

  private final List<FeatureFile> files = new ArrayList<>();
  private final Map<Seen, Row> rows = new HashMap<>();
  private int views = 1;

  private record Seen(String image, int view) {}

  private record Row(FeatureFile file, int index) {}

  /** Closes a file when this is closed. */
  FeatureFile holding(FeatureFile file) {
    files.add(file);
    return file;
  }

  /**
   * @param view number of the view, 0 for the image itself
   */
  void put(String image, int view, FeatureFile file, int row) {
    rows.put(new Seen(image, view), new Row(file, row));
    views = Math.max(views, view + 1);
  }

  /** As if there were no features of it. */
  void leaveOut(String image) {
    rows.remove(new Seen(image, 0));
  }

  boolean has(String image) {
    return rows.containsKey(new Seen(image, 0));
  }

  /** How many views there are of the images that have most. */
  int views() {
    return views;
  }

  /** The features of images themselves that there are features of. */
  List<float[]> of(List<String> images) {
    return of(images, 0);
  }

  /**
   * The features of images that there are features of.
   *
   * @param view number of the view, 0 for images themselves
   * @return one row an image, in their order, read each time that it is asked for; as long as this
   *     is open
   */
  List<float[]> of(List<String> images, int view) {
    List<Row> chosen =
        images.stream()
            .map(image -> Objects.requireNonNull(rows.get(new Seen(image, view))))
            .toList();
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
