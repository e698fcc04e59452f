package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Models that are swapped while clients caption without a pause. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class SwapUnderLoadTest {

  private static final int CLIENTS = 8;
  private static final int SWAPS = 60;

  @TempDir static Path folder;

  private final byte[] picture = picture();
  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
  private RunningService service;

  /** What each model says of the picture, with the log-probability of each word. */
  private final Map<String, JsonNode> captions = new HashMap<>();

  @BeforeAll
  void start() throws IOException {
    service = RunningService.start(RunningService.freshHome("swaps"));
    for (long seed = 1; seed <= 3; seed++) {
      service.upload(RunningService.zip(folder, "swapped", seed));
      String version = Long.toString(seed);
      captions.put(version, RunningService.json(caption("&model=swapped:" + version)));
    }
    assertThat(captions.values().stream().map(SwapUnderLoadTest::words)).doesNotHaveDuplicates();
    service.activate("swapped", "1");
  }

  @AfterAll
  void stop() {
    clients.shutdownNow();
    service.close();
  }

  @Test
  void noCallFailsAndEachIsAnsweredByTheModelItNames() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Set<String> seen = ConcurrentHashMap.newKeySet();
    List<Future<Integer>> counts = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      counts.add(clients.submit(() -> captionUntil(done, seen)));
    }
    try {
      for (int swap = 0; swap < SWAPS; swap++) {
        HttpResponse<String> response =
            swap % 4 == 3
                ? service.post("/models/rollback", "", new byte[0])
                : service.activate("swapped", Integer.toString(1 + swap % 3));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      }
    } finally {
      done.set(true);
    }
    for (Future<Integer> count : counts) {
      assertThat(count.get()).isPositive();
    }
    assertThat(seen).hasSize(3);
  }

  /** How many calls were answered, each of them right. */
  private int captionUntil(AtomicBoolean done, Set<String> seen) {
    int count = 0;
    while (!done.get() || count == 0) {
      HttpResponse<String> response = caption("");
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      JsonNode answer = RunningService.json(response);
      String version = answer.at("/model/version").asString();
      assertThat(words(answer)).isEqualTo(words(captions.get(version)));
      seen.add(version);
      count++;
    }
    return count;
  }

  private static JsonNode words(JsonNode answer) {
    return answer.at("/results/0/captions");
  }

  private HttpResponse<String> caption(String model) {
    return service.post("/captions?detail=tokens" + model, "image/png", picture);
  }

  private static byte[] picture() {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, 0x104080 + i % 64 * 0x020301);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return png.toByteArray();
  }
}
