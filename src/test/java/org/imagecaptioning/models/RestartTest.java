package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** The whole service, stopped and started. */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(180)
class RestartTest {

  @TempDir Path folder;

  @Test
  void whatWasActiveIsActiveAgainOrTheServiceSaysWhyNot(CapturedOutput output) throws IOException {
    Path home = RunningService.freshHome("restarts");
    try (RunningService service = RunningService.start(home)) {
      service.upload(RunningService.zip(folder, "kept", 1));
      assertThat(service.activate("kept", "1").statusCode()).isEqualTo(200);
    }

    try (RunningService service = RunningService.start(home)) {
      assertThat(RunningService.json(service.get("/models/active")).at("/name").asString())
          .isEqualTo("kept");
      assertThat(activeModel(service).has("warning")).isFalse();
    }

    Files.write(home.resolve("models/kept/1.zip"), new byte[100]);
    try (RunningService service = RunningService.start(home)) {
      JsonNode health = activeModel(service);
      assertThat(health.at("/model").asString()).isEqualTo("flickr8k-attention:1");
      String words = "kept:1 was active and cannot be loaded, so flickr8k-attention:1 answers. ";
      assertThat(health.at("/warning").asString()).startsWith(words);
      assertThat(output.getOut()).contains(words);
      assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }
  }

  private static JsonNode activeModel(RunningService service) {
    return RunningService.json(service.get("/actuator/health"))
        .at("/components/activeModel/details");
  }
}
