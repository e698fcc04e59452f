package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Looks where the model looked, as a person with a browser does. */
@AttendingServiceTest
class SwaggerUiSheetTest {

  @TempDir private Path folder;

  @LocalServerPort private int port;

  @Test
  void sheetIsShownWhereItsTypeIsChosen() throws IOException {
    try (SwaggerUi page = new SwaggerUi(port, folder)) {
      page.choose(Files.write(folder.resolve("red.jpg"), TestImages.jpeg(Color.RED)));
      page.accept("image/png");

      assertThat(page.executeForPicture("swagger-ui-sheet.png")).isGreaterThan(300);
      assertThat(page.status()).isEqualTo("200");
    }
  }
}
