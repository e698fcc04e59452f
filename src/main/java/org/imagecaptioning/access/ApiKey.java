package org.imagecaptioning.access;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.imagecaptioning.web.Scope;

/**
 * A key that callers may show. The key itself is kept nowhere.
 *
 * @param name who or what uses it
 * @param sha256 of the key, 64 hexadecimal digits
 * @param scopes what it may be used for, at least one
 */
record ApiKey(String name, String sha256, Set<Scope> scopes) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  ApiKey {
    sha256 = sha256.toLowerCase(Locale.ROOT);
    scopes = Set.copyOf(scopes);
    if (!NAME.matcher(name).matches()) {
      throw new KeyException(
          "a key's name is 1 to 63 letters, digits, dots, dashes and underscores and begins with a"
              + " letter or digit; '%s' is not".formatted(name));
    }
    if (!SHA_256.matcher(sha256).matches()) {
      // What stands there may be a key, put there by mistake: it is not repeated.
      throw new KeyException(
          "the SHA-256 of the key '%s' is 64 hexadecimal digits; what stands there is not"
              .formatted(name));
    }
    if (scopes.isEmpty()) {
      throw new KeyException(
          "the key '%s' has no scope; it needs one or more of %s".formatted(name, Scope.labels()));
    }
  }

  /**
   * @param labels of scopes
   * @throws KeyException if something of it is wrong
   */
  static ApiKey of(String name, String sha256, Collection<String> labels) {
    Set<Scope> scopes = new TreeSet<>();
    for (String label : labels) {
      Scope scope = Scope.ofLabel(label.strip());
      if (scope == null) {
        throw new KeyException(
            "the key '%s' has the scope '%s'; there are %s"
                .formatted(name, label.strip(), Scope.labels()));
      }
      scopes.add(scope);
    }
    return new ApiKey(name, sha256, scopes);
  }

  /** Its scopes as they are written, in their order. */
  String labels() {
    return scopes.stream().sorted().map(Scope::label).collect(Collectors.joining(","));
  }
}
