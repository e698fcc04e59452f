package org.imagecaptioning.models;

import java.util.Comparator;

/** A model's name and version; by name, then the newest version first. */
record ModelKey(String name, String version) implements Comparable<ModelKey> {

  private static final Comparator<ModelKey> ORDER =
      Comparator.comparing(ModelKey::name)
          .thenComparing(key -> Long.parseLong(key.version()), Comparator.reverseOrder());

  static ModelKey of(Manifest manifest) {
    return new ModelKey(manifest.name(), manifest.version());
  }

  @Override
  public int compareTo(ModelKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return name + ":" + version;
  }
}
