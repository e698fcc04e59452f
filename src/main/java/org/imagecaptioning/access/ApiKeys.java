package org.imagecaptioning.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys that are known, by their SHA-256. */
final class ApiKeys {

  private final List<ApiKey> keys;

  /**
   * @throws KeyException if two have one name or are one key
   */
  ApiKeys(List<ApiKey> keys) {
    this.keys = List.copyOf(keys);
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
    byte[] sha256 = sha256(shown.getBytes(StandardCharsets.ISO_8859_1));
    Optional<ApiKey> found = Optional.empty();
    for (ApiKey key : keys) {
      if (MessageDigest.isEqual(sha256, HexFormat.of().parseHex(key.sha256()))) {
        found = Optional.of(key);
      }
    }
    return found;
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }
}
