package org.imagecaptioning.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a key may be used for. None includes another: a key has each scope that it needs. */
public enum Scope {
  /** To caption, and to see which models there are. */
  CAPTION,
  /** To keep datasets, and to run trainings and evaluations. */
  TRAIN,
  /** To change what others are served: which model is active, and which there are. */
  ADMIN;

  /** As it is written in settings and told to clients. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The scope of this label, null if there is none. */
  public static @Nullable Scope ofLabel(String label) {
    return Arrays.stream(values())
        .filter(scope -> scope.label().equals(label))
        .findFirst()
        .orElse(null);
  }

  /** All labels, as a sentence lists them. */
  public static String labels() {
    return Arrays.stream(values()).map(Scope::label).collect(Collectors.joining(", "));
  }
}
