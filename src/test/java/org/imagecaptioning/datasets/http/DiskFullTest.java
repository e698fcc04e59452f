package org.imagecaptioning.datasets.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecaptioning.captions.ProblemAssert.assertProblem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.imagecaptioning.captions.Client;
import org.imagecaptioning.datasets.store.Zips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFullTest {

  @TempDir private Path scratch;

  @Test
  void aFullDiskIsToldAndNothingIsLeftOnIt() throws IOException {
    byte[] random = new byte[6_000_000];
    new Random(1).nextBytes(random);
    try (SmallDisk disk = SmallDisk.mount(scratch.resolve("disk"), 4);
        DatasetTestService service = new DatasetTestService(disk.folder().resolve("home"))) {
      Client client = service.client();

      assertProblem(
          client.post("/datasets?name=mine", "application/zip", null, random),
          507,
          "insufficient-storage",
          "This takes 6000000 bytes");
      assertProblem(
          client.post(
              "/datasets?name=mine",
              "application/zip",
              null,
              BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(random))),
          507,
          "insufficient-storage",
          "disk of the service is full");
      byte[] small = Arrays.copyOf(random, 100_000);
      assertProblem(
          client.post(
              "/datasets?name=mine",
              "application/zip",
              null,
              new Zips().text("a.txt", "a dog runs, ".repeat(500_000)).put("b", small).bytes()),
          507,
          "insufficient-storage",
          "has room for");

      Path home = disk.folder().resolve("home");
      try (Stream<Path> left = Files.walk(home.resolve("datasets"))) {
        assertThat(left.filter(Files::isRegularFile)).isEmpty();
      }
      assertThat(
              client
                  .post("/datasets?name=mine", "application/zip", null, Zips.drawn(scratch).bytes())
                  .statusCode())
          .isEqualTo(201);
    }
  }
}
