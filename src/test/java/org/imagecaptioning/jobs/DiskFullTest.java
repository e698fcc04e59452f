package org.imagecaptioning.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.imagecaptioning.datasets.http.SmallDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DiskFullTest {

  @TempDir private Path folder;

  @Test
  void trainingFailsWhenTheDiskIsFullAndGoesOnWhenThereIsRoomAgain() throws IOException {
    Path jobs = folder.resolve("home/jobs");
    try (SmallDisk disk = SmallDisk.mount(jobs, 16);
        JobsService service = new JobsService(folder)) {
      HttpCalls calls = service.calls();
      service.draw("drawn", 100);
      String job = calls.submit("/train", Trainings.endless("drawn", "endless"));
      calls.await(job, now -> now.at("/step").asLong() > 30);

      Path ballast = disk.folder().resolve("ballast");
      fill(ballast);

      JsonNode failed = calls.awaitEnd(job, "failed");
      assertThat(failed.at("/problem/type").asString())
          .isEqualTo("urn:problem:captioning:no-space");
      assertThat(calls.get("/actuator/health/readiness").at("/status").asString()).isEqualTo("UP");
      long step = failed.at("/step").asLong();
      Files.delete(ballast);
      assertThat(calls.post(job + "/resume", "").statusCode()).isEqualTo(202);
      calls.await(job, now -> now.at("/step").asLong() > step);
      calls.delete(job);
      calls.awaitEnd(job, "cancelled");
    }
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }
}
