package org.imagecaptioning.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.imagecaptioning.hashes.Sha256;

/** The keys that are known, by their SHA-256. */
final class ApiKeys {

  private final List<ApiKey> keys;

  /** Of each key, in the same order. */
  private final List<byte[]> hashes;

  /**
   * @throws KeyException if two have one name or are one key
   */
  ApiKeys(List<ApiKey> keys) {
    this.keys = List.copyOf(keys);
    this.hashes = this.keys.stream().map(key -> HexFormat.of().parseHex(key.sha256())).toList();
    Set<String> seen = new HashSet<>();
    for (ApiKey key : keys) {
      if (!seen.add(key.name())) {
        throw new KeyException("two keys have the name '%s'".formatted(key.name()));
      }
      if (!seen.add(key.sha256())) {
        throw new KeyException(
            "the key '%s' is there before under another name".formatted(key.name()));
      }
    }
  }

  List<ApiKey> all() {
    return keys;
  }

  /**
   * The key that was shown, if it is known. How long the search takes tells nothing of the keys.
   *
   * @param shown as Tomcat gives a header: each character one of its bytes
   */
  Optional<ApiKey> find(String shown) {
    byte[] sha256 = Sha256.digest().digest(shown.getBytes(StandardCharsets.ISO_8859_1));
    Optional<ApiKey> found = Optional.empty();
    for (int i = 0; i < hashes.size(); i++) {
      if (MessageDigest.isEqual(sha256, hashes.get(i))) {
        found = Optional.of(keys.get(i));
      }
    }
    return found;
  }

  /** What differs from those before, in words; empty if nothing does. */
  String changesSince(ApiKeys before) {
    Map<String, ApiKey> old = byName(before.keys);
    Map<String, ApiKey> now = byName(keys);
    List<String> changes = new ArrayList<>();
    now.forEach(
        (name, key) -> {
          ApiKey earlier = old.get(name);
          if (earlier == null) {
            changes.add("added %s (%s)".formatted(name, key.labels()));
          } else if (!earlier.sha256().equals(key.sha256())) {
            changes.add("replaced %s (%s)".formatted(name, key.labels()));
          } else if (!earlier.equals(key)) {
            changes.add("%s now has %s, not %s".formatted(name, key.labels(), earlier.labels()));
          }
        });
    old.keySet().stream()
        .filter(name -> !now.containsKey(name))
        .forEach(name -> changes.add("removed " + name));
    return String.join("; ", changes);
  }

  private static Map<String, ApiKey> byName(List<ApiKey> keys) {
    return keys.stream()
        .collect(Collectors.toMap(ApiKey::name, key -> key, (a, b) -> a, TreeMap::new));
  }

  /** Their names and scopes. */
  @Override
  public String toString() {
    return keys.stream()
        .map(key -> "%s (%s)".formatted(key.name(), key.labels()))
        .collect(Collectors.joining(", "));
  }
}
