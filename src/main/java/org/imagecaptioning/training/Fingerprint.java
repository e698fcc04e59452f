package org.imagecaptioning.training;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.imagecaptioning.hashes.Sha256;

/** SHA-256 of a list of texts, each set off from the next. */
final class Fingerprint {

  private final MessageDigest digest = Sha256.digest();

  Fingerprint add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  Fingerprint add(byte[] bytes) {
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
    return this;
  }

  String hex() {
    return Sha256.of(digest);
  }
}
