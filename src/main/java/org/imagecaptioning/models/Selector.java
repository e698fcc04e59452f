package org.imagecaptioning.models;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagecaptioning.names.Names;
import org.jspecify.annotations.Nullable;

/**
 * What a request calls a model.
 *
 * @param name of the model
 * @param version null for the newest
 */
record Selector(String name, @Nullable String version) {

  private static final Pattern FORM =
      Pattern.compile("(%s)(?::(%s))?".formatted(Names.FORM, Manifest.VERSION));

  /** Empty if this is neither {@code name} nor {@code name:version}. */
  static Optional<Selector> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new Selector(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  boolean matches(ModelKey key) {
    return key.name().equals(name) && (version == null || key.version().equals(version));
  }
}
