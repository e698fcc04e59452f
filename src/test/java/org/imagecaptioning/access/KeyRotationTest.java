package org.imagecaptioning.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.imagecaptioning.access.AccessTestService.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key is replaced by another, and the running service follows. */
class KeyRotationTest {

  @TempDir private Path folder;

  @Test
  void newKeyWorksBesideTheOldOneUntilThatIsTakenAway() throws IOException {
    Path file = folder.resolve("keys");
    String old = AccessTestService.makeKey(file, "old", "train");
    try (AccessTestService service =
        new AccessTestService(folder, "--captioning.access.keys-file=" + file)) {
      assertThat(train(service, old).outcome()).isEqualTo("reached");

      String next = AccessTestService.makeKey(file, "next", "train");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> train(service, next).outcome().equals("reached"));
      assertThat(train(service, old).outcome()).isEqualTo("reached");

      Files.write(file, Files.readAllLines(file).subList(1, 2));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> train(service, old).outcome().equals("401"));
      assertThat(train(service, next).outcome()).isEqualTo("reached");
    }
  }

  private static Answer train(AccessTestService service, String key) throws IOException {
    return service.call("POST /train", "Authorization: Bearer " + key);
  }
}
