package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Captions pictures as a person with a browser does. */
@ServiceTest
class SwaggerUiTest {

  @TempDir private Path folder;

  @LocalServerPort private int port;

  @Test
  void pictureChosenInTheFormIsCaptioned() throws IOException {
    try (SwaggerUi page = new SwaggerUi(port, folder)) {
      page.choose(Files.write(folder.resolve("red.png"), TestImages.png(Color.RED)));

      String answer = page.execute("swagger-ui-form.png");

      assertThat(answer)
          .contains("\"red.png\"", "\"text\"", "\"sha256\"")
          .doesNotContain("\"problem\"");
      assertThat(page.status()).isEqualTo("200");
    }
  }

  @Test
  void pictureChosenAsTheBodyIsCaptioned() throws IOException {
    try (SwaggerUi page = new SwaggerUi(port, folder)) {
      page.sendAsBody();
      page.choose(Files.write(folder.resolve("blue.png"), TestImages.png(Color.BLUE)));

      String answer = page.execute("swagger-ui-body.png");

      assertThat(answer).contains("\"text\"", "\"width\": 64");
      assertThat(page.status()).isEqualTo("200");
    }
  }

  @Test
  void pageAsksForNoKeyWhereThereAreNone() {
    try (SwaggerUi page = new SwaggerUi(port, folder)) {
      assertThat(page.asksForKeys()).isFalse();
    }
  }
}
