package org.imagecaptioning.hashes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

class Sha256Test {

  /** Of "abc": FIPS 180-4's own example. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void bytesTextsAndStreamsOfTheSameHaveTheSame() throws IOException {
    byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
    MessageDigest pieces = Sha256.digest();
    pieces.update(abc, 0, 1);
    pieces.update(abc, 1, 2);

    assertThat(Sha256.of("abc")).isEqualTo(ABC);
    assertThat(Sha256.of(abc)).isEqualTo(ABC);
    assertThat(Sha256.of(new ByteArrayInputStream(abc))).isEqualTo(ABC);
    assertThat(Sha256.of(pieces)).isEqualTo(ABC);
  }
}
