package org.imagecaptioning.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ImageDecoderThreadsTest {

  private static final List<String> NAMES =
      List.of(
          "jpeg-baseline.jpg", "png-rgba.png", "gif-inset.gif", "bmp-24.bmp", "webp-lossy.webp");

  /** The memory is enough for one or two pictures, so that the others have to wait for it. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void manyThreadsDecodeAtOnceAndSeeWhatOneSees() throws Exception {
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults(), new MemoryBudget(20 << 10));
    List<byte[]> alone =
        NAMES.stream().map(Samples::bytes).map(b -> decoder.decode(b).rgb()).toList();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Picture>> decoded = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        byte[] bytes = Samples.bytes(NAMES.get(i % NAMES.size()));
        decoded.add(threads.submit(() -> decoder.decode(bytes)));
      }
      for (int i = 0; i < decoded.size(); i++) {
        assertThat(decoded.get(i).get().rgb()).isEqualTo(alone.get(i % NAMES.size()));
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
