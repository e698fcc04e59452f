package org.imagecaptioning.models;

import java.util.Comparator;

/** One version of a model. By name, then the newest version first. */
record ModelId(String name, String version) implements Comparable<ModelId> {

  private static final Comparator<ModelId> ORDER =
      Comparator.comparing(ModelId::name)
          .thenComparing(id -> Long.parseLong(id.version()), Comparator.reverseOrder());

  @Override
  public int compareTo(ModelId other) {
    return ORDER.compare(this, other);
  }

  /** Whether {@code name} or {@code name:version} means this version. */
  boolean matches(String selector) {
    return selector.equals(name) || selector.equals(toString());
  }

  @Override
  public String toString() {
    return name + ":" + version;
  }
}
