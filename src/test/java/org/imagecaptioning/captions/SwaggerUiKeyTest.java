package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** The same where a key is needed. */
@ServiceTest
@TestPropertySource(
    properties = {
      "captioning.home=target/test-home-with-keys",
      "captioning.access.keys[0].name=reader",
      // Of the key "test".
      "captioning.access.keys[0].sha256="
          + "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      "captioning.access.keys[0].scopes=caption",
    })
class SwaggerUiKeyTest {

  @TempDir private Path folder;

  @LocalServerPort private int port;

  @Test
  void pictureIsCaptionedOnceThePageHasTheKey() throws IOException {
    try (SwaggerUi page = new SwaggerUi(port, folder)) {
      page.authorize("test");
      page.choose(Files.write(folder.resolve("red.png"), TestImages.png(Color.RED)));

      assertThat(page.execute("swagger-ui-key.png")).contains("\"text\"");
      assertThat(page.status()).isEqualTo("200");
    }
  }

  @Test
  void withoutTheKeyThePageShowsTheProblem() throws IOException {
    try (SwaggerUi page = new SwaggerUi(port, folder)) {
      page.choose(Files.write(folder.resolve("red.png"), TestImages.png(Color.RED)));

      assertThat(page.execute("swagger-ui-no-key.png")).contains("needs a key with the scope");
      assertThat(page.status()).isEqualTo("401");
    }
  }
}
