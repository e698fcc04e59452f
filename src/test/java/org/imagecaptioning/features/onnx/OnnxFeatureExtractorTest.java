package org.imagecaptioning.features.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.Features;
import org.imagecaptioning.images.Picture;
import org.imagecaptioning.images.Resampler;
import org.junit.jupiter.api.Test;

class OnnxFeatureExtractorTest {

  @Test
  void aGridComesInRowsFromTheTopThenColumns() {
    byte[] rgb = new byte[8 * 8 * 3];
    for (int p = 0; p < 64; p++) {
      int place = p / 8 / 4 * 2 + p % 8 / 4;
      rgb[p * 3] = (byte) (200 + place);
      rgb[p * 3 + 1] = (byte) (10 + place);
      rgb[p * 3 + 2] = (byte) (100 + place);
    }

    try (FeatureExtractor encoder = Encoders.openSmall("grid")) {
      Features features = encoder.extract(new Picture(8, 8, rgb));

      assertThat(encoder.places()).isEqualTo(4);
      assertThat(encoder.depth()).isEqualTo(3);
      assertThat(features.values())
          .containsExactly(200, 10, 100, 201, 11, 101, 202, 12, 102, 203, 13, 103);
    }
  }

  @Test
  void pixelsAreNormalisedChannelByChannel() {
    EncoderInput input = new EncoderInput(8, 8, List.of(100f, 50f, 0f), List.of(2f, 4f, 8f));
    byte[] rgb = new byte[8 * 8 * 3];
    java.util.Arrays.fill(rgb, (byte) 200);

    try (FeatureExtractor encoder =
        Encoders.withThreads(1).open(Encoders.resource("grid.onnx"), input)) {
      assertThat(encoder.extract(new Picture(8, 8, rgb)).mean()).containsExactly(50, 37.5f, 25);
    }
  }

  @Test
  void aPictureOfAnotherSizeIsSquashedFirst() {
    Picture large = Encoders.noise(100, 37, 1);
    try (FeatureExtractor encoder = Encoders.openTiny()) {
      assertThat(encoder.extract(large).values())
          .containsExactly(encoder.extract(Resampler.resize(large, 64, 64)).values());
    }
  }

  @Test
  void featuresAreTheSameFromManyThreadsAtOnce() throws Exception {
    List<Picture> pictures = new ArrayList<>();
    for (int seed = 0; seed < 16; seed++) {
      pictures.add(Encoders.noise(64, 64, seed));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (FeatureExtractor encoder = Encoders.openTiny()) {
      List<float[]> alone =
          pictures.stream().map(picture -> encoder.extract(picture).values()).toList();
      List<Callable<float[]>> calls = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        Picture picture = pictures.get(i % pictures.size());
        calls.add(() -> encoder.extract(picture).values());
      }

      List<Future<float[]>> together = threads.invokeAll(calls);

      for (int i = 0; i < together.size(); i++) {
        assertThat(together.get(i).get()).containsExactly(alone.get(i % alone.size()));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void featuresDoNotDependOnTheNumberOfThreads() {
    Picture picture = Encoders.noise(64, 64, 3);
    try (FeatureExtractor one = Encoders.openTiny();
        FeatureExtractor three =
            Encoders.withThreads(3).open(TinyEncoder.model(), TinyEncoder.input())) {
      assertThat(three.extract(picture).values()).containsExactly(one.extract(picture).values());
    }
  }

  @Test
  void earlierFeaturesAreNotOverwrittenByLaterOnes() {
    try (FeatureExtractor encoder = Encoders.openTiny()) {
      Features first = encoder.extract(Encoders.noise(64, 64, 1));
      float[] before = first.values().clone();

      encoder.extract(Encoders.noise(64, 64, 2));

      assertThat(first.values()).containsExactly(before);
    }
  }

  @Test
  void closingTwiceIsHarmless() {
    FeatureExtractor encoder = Encoders.openTiny();
    encoder.extract(Encoders.noise(64, 64, 1));

    encoder.close();
    encoder.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> encoder.extract(Encoders.noise(64, 64, 1)))
        .withMessage("The encoder is closed");
  }

  @Test
  void closingWaitsForThePicturesThatAreBeingWorkedOn() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 10; round++) {
        FeatureExtractor encoder = Encoders.openTiny();
        Picture picture = Encoders.noise(64, 64, round);
        float[] expected = encoder.extract(picture).values();
        List<Future<Integer>> workers = new ArrayList<>();
        for (int worker = 0; worker < 4; worker++) {
          workers.add(threads.submit(() -> extractUntilClosed(encoder, picture, expected)));
        }
        encoder.close();
        for (Future<Integer> worker : workers) {
          assertThat(worker.get()).isNotNegative();
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int extractUntilClosed(
      FeatureExtractor encoder, Picture picture, float[] expected) {
    int extracted = 0;
    while (true) {
      float[] values;
      try {
        values = encoder.extract(picture).values();
      } catch (IllegalStateException e) {
        return extracted;
      }
      assertThat(values).containsExactly(expected);
      extracted++;
    }
  }
}
