package org.imagecaptioning.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTypeTest {

  @ParameterizedTest
  @EnumSource(ProblemType.class)
  void everyTypeStandsOnceInTheDocumentationWithItsStatus(ProblemType type) throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("docs/api.md")).stream()
            .filter(line -> line.matches("\\| .*\\| \\d{3} \\|.*"))
            .filter(line -> List.of(line.split("\\|")[1].strip().split(", ")).contains(type.slug()))
            .toList();

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0)).contains("| " + type.status() + " |");
  }
}
