package org.imagecaptioning.names;

import java.util.regex.Pattern;

/** What models, datasets and configured networks may be called: all of them can name a file. */
public final class Names {

  /** A name as a regular expression. */
  public static final String FORM = "[a-z0-9][a-z0-9._-]{0,62}";

  /** For the OpenAPI document, in which an expression matches anywhere in a text. */
  public static final String WHOLE = "^" + FORM + "$";

  private static final Pattern PATTERN = Pattern.compile(FORM);

  private Names() {}

  /** Whether this is one. */
  public static boolean isOne(String name) {
    return PATTERN.matcher(name).matches();
  }
}
