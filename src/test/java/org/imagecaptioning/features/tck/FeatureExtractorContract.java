package org.imagecaptioning.features.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.Features;
import org.imagecaptioning.images.Picture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What holds for every {@link FeatureExtractor}. A test class of an implementation extends this
 * one.
 */
public abstract class FeatureExtractorContract {

  private static final int CALLERS = 4;
  private static final int ROUNDS = 5;

  /** An implementation may do otherwise after some pictures. */
  private static final int ALONE = 50;

  private FeatureExtractor encoder;

  /** Opens the encoder, anew for each test; it is closed here. */
  protected abstract FeatureExtractor open();

  @BeforeEach
  final void openEncoder() {
    encoder = open();
  }

  @AfterEach
  final void closeEncoder() {
    encoder.close();
  }

  @Test
  protected void inputIsASizeAndANormalisation() {
    EncoderInput input = encoder.input();

    assertThat(input.width()).isPositive();
    assertThat(input.height()).isPositive();
  }

  @Test
  protected void featuresAreOfTheSizeThatIsTold() {
    Features features = encoder.extract(Pictures.waves(64, 48));

    assertThat(features.places()).isPositive().isEqualTo(encoder.places());
    assertThat(features.depth()).isPositive().isEqualTo(encoder.depth());
    assertThat(features.values()).hasSize(encoder.places() * encoder.depth());
  }

  @Test
  protected void featuresAreFiniteWhateverIsSeen() {
    for (Picture picture : Pictures.extremes()) {
      for (float value : encoder.extract(picture).values()) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  protected void samePictureHasTheSameFeatures() {
    Picture picture = Pictures.waves(80, 60);

    assertThat(encoder.extract(picture).values()).isEqualTo(encoder.extract(picture).values());
  }

  @Test
  protected void pictureHasTheSameFeaturesWhenItIsAlone() {
    Picture picture = Pictures.waves(80, 60);
    float[] amongOthers = encoder.extract(picture).values();

    for (int i = 0; i < ALONE; i++) {
      assertThat(encoder.extractAlone(picture).values()).isEqualTo(amongOthers);
    }
  }

  @Test
  protected void featuresDoNotDependOnWhatWasSeenBefore() {
    float[] alone = encoder.extract(Pictures.waves(80, 60)).values();

    Pictures.extremes().forEach(encoder::extract);

    assertThat(encoder.extract(Pictures.waves(80, 60)).values()).isEqualTo(alone);
  }

  @Test
  protected void anotherEncoderOfTheSameKindGivesTheSameFeatures() {
    try (FeatureExtractor other = open()) {
      assertThat(other.extract(Pictures.waves(80, 60)).values())
          .isEqualTo(encoder.extract(Pictures.waves(80, 60)).values());
    }
  }

  @Test
  protected void differentPicturesHaveDifferentFeatures() {
    assertThat(encoder.extract(Pictures.waves(80, 60)).values())
        .isNotEqualTo(encoder.extract(Pictures.plain(80, 60, 200, 30, 30)).values());
  }

  @Test
  protected void redIsNotTakenForBlue() {
    assertThat(encoder.extract(Pictures.plain(80, 60, 200, 30, 30)).values())
        .isNotEqualTo(encoder.extract(Pictures.plain(80, 60, 30, 30, 200)).values());
  }

  /** A picture is squashed with a filter that leaves nothing out. */
  @Test
  protected void featuresHardlyDependOnTheSizeOfThePicture() {
    float[] large = encoder.extract(Pictures.waves(4000, 3000)).values();
    float[] small = encoder.extract(Pictures.waves(640, 480)).values();

    assertThat(Pictures.cosine(large, small)).isGreaterThanOrEqualTo(0.99);
  }

  @Test
  protected void pictureIsLeftAsItIs() {
    Picture picture = Pictures.waves(encoder.input().width(), encoder.input().height());
    byte[] before = picture.rgb().clone();

    encoder.extract(picture);

    assertThat(picture.rgb()).isEqualTo(before);
  }

  @Test
  protected void featuresBelongToTheCaller() {
    Features first = encoder.extract(Pictures.waves(80, 60));
    float[] kept = first.values().clone();

    encoder.extract(Pictures.plain(80, 60, 0, 0, 0));

    assertThat(first.values()).isEqualTo(kept);
  }

  @Test
  protected void severalThreadsGetWhatEachGetsAlone() throws Exception {
    List<Picture> pictures = new ArrayList<>();
    List<float[]> alone = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      pictures.add(Pictures.waves(80, 60, caller));
      alone.add(encoder.extract(pictures.get(caller)).values());
    }
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      CountDownLatch together = new CountDownLatch(CALLERS);
      List<Future<List<float[]>>> answers = new ArrayList<>();
      for (Picture picture : pictures) {
        answers.add(callers.submit(manyTimes(picture, together)));
      }
      for (int caller = 0; caller < CALLERS; caller++) {
        for (float[] answer : answers.get(caller).get()) {
          assertThat(answer).isEqualTo(alone.get(caller));
        }
      }
    } finally {
      callers.shutdownNow();
    }
  }

  private Callable<List<float[]>> manyTimes(Picture picture, CountDownLatch together) {
    return () -> {
      together.countDown();
      together.await();
      List<float[]> answers = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        answers.add(encoder.extract(picture).values());
      }
      return answers;
    };
  }

  @Test
  protected void closedEncoderSaysSo() {
    encoder.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> encoder.extract(Pictures.waves(80, 60)))
        .withMessageContaining("closed");
  }

  @Test
  protected void closingTwiceIsClosingOnce() {
    encoder.close();

    assertThatCode(encoder::close).doesNotThrowAnyException();
  }

  /** Whoever is at it gets an answer or is told, but nothing breaks. */
  @Test
  protected void closingWhileOthersAreAtItBreaksNothing() throws Exception {
    float[] alone = encoder.extract(Pictures.waves(80, 60)).values();
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      CountDownLatch begun = new CountDownLatch(CALLERS);
      List<Future<Integer>> answers = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        answers.add(callers.submit(() -> answersUntilClosed(begun, alone)));
      }
      begun.await();

      encoder.close();

      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isPositive();
      }
    } finally {
      callers.shutdownNow();
    }
  }

  private int answersUntilClosed(CountDownLatch begun, float[] expected) {
    for (int answers = 0; ; answers++) {
      try {
        assertThat(encoder.extract(Pictures.waves(80, 60)).values()).isEqualTo(expected);
      } catch (IllegalStateException closed) {
        return answers;
      }
      if (answers == 0) {
        begun.countDown();
      }
    }
  }
}
