package org.imagecaptioning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.DatasetReaders;
import org.imagecaptioning.datasets.FeatureTable;
import org.imagecaptioning.datasets.GivenFeatures;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.datasets.drawn.DrawnDataset;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.onnx.EncoderSettings;
import org.imagecaptioning.features.onnx.OnnxEncoders;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.ImageLimits;
import org.imagecaptioning.images.Picture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetFeaturesTest {

  private static final EncoderChoice TINY = EncoderChoice.named(EncoderChoice.TINY);

  /** 160 pictures to train on, so three chunks. */
  private static final int PICTURES = 200;

  @TempDir private Path folder;
  private final List<Integer> progress = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void onFeatures(int done, int all) {
          progress.add(done);
        }

        @Override
        public void onMessage(String message) {
          messages.add(message);
        }
      };

  @BeforeEach
  void draw() throws IOException {
    DrawnDataset.write(drawn(), PICTURES, 1);
  }

  @Test
  void picturesGoThroughTheEncoderOnceAndNeverAgain() {
    float[] first = extract(dataset(), TrainingControl.UNDISTURBED);
    assertThat(progress).containsExactly(64, 128, 160);
    progress.clear();

    assertThat(extract(dataset(), TrainingControl.UNDISTURBED)).isEqualTo(first);
    assertThat(progress).isEmpty();
  }

  @Test
  void stoppedItKeepsWhatWasExtractedAndGoesOnThere() throws IOException {
    TrainingControl afterOneChunk = () -> !progress.isEmpty();
    assertThatThrownBy(() -> extract(dataset(), afterOneChunk))
        .isInstanceOf(StoppedException.class);
    assertThat(progress).containsExactly(64);

    // and the last row is torn, as by a loss of power
    Path file = onlyFile();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
    progress.clear();
    float[] resumed = extract(dataset(), TrainingControl.UNDISTURBED);
    assertThat(progress).containsExactly(127, 160);

    Files.delete(file);
    assertThat(extract(dataset(), TrainingControl.UNDISTURBED)).isEqualTo(resumed);
  }

  @Test
  void aPictureThatIsRemovedIsTheDataSetsFault() throws IOException {
    Dataset dataset = dataset();
    Files.delete(dataset.images(Split.TRAIN).get(100).file());

    assertThatThrownBy(() -> extract(dataset, TrainingControl.UNDISTURBED))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.DATASET))
        .hasMessageContaining(dataset.images(Split.TRAIN).get(100).id());
  }

  @Test
  void aPictureThatIsNoneIsNamedAndLeftOutEachTime() throws IOException {
    CaptionedImage broken = dataset().images(Split.TRAIN).get(3);
    Files.writeString(broken.file(), "not a picture");
    for (int time = 0; time < 2; time++) {
      messages.clear();
      try (Workers workers = new Workers(2, TrainingControl.UNDISTURBED);
          ImageFeatures features =
              features(workers).extract(dataset(), TINY, List.of(Split.TRAIN), false)) {
        assertThat(features.has(broken.id())).isFalse();
        assertThat(features.has(dataset().images(Split.TRAIN).get(4).id())).isTrue();
      }
      assertThat(messages).singleElement().asString().startsWith(broken.id() + " is left out");
    }
  }

  @Test
  void onlyPicturesToTrainOnAreSeenByOtherViews() throws IOException {
    CaptionedImage picture = dataset().images(Split.TRAIN).get(3);
    try (Workers workers = new Workers(2, TrainingControl.UNDISTURBED);
        ImageFeatures features = views(workers, new ViewOptions(3, true))) {
      assertThat(progress).containsExactly(64, 128, 160, 224, 288, 320, 384, 448, 480, 20);
      assertThat(features.views()).isEqualTo(3);
      float[] itself = features.of(List.of(picture.id())).get(0);
      float[] part = features.of(List.of(picture.id()), 1).get(0);
      float[] another = features.of(List.of(picture.id()), 2).get(0);
      assertThat(part).isNotEqualTo(itself).isNotEqualTo(another);
      assertThat(another).isNotEqualTo(itself);
      try (FeatureExtractor tiny =
          new OnnxEncoders(Path.of("target", "natives"), new EncoderSettings(1))
              .open(TINY.onnx(), TINY.description().input())) {
        Picture decoded =
            new ImageDecoder(ImageLimits.defaults()).decode(Files.readAllBytes(picture.file()));
        assertThat(part)
            .isEqualTo(tiny.extract(new PictureView(1, true).of(decoded, picture.id())).mean());
      }
    }
  }

  @Test
  void viewsAreKeptAndSharedByTrainingsThatSeeThem() throws IOException {
    extract(dataset(), TrainingControl.UNDISTURBED);
    Path itself = onlyFile();
    try (Workers workers = new Workers(2, TrainingControl.UNDISTURBED);
        ImageFeatures features = views(workers, new ViewOptions(3, true))) {
      assertThat(features.has(dataset().images(Split.VAL).get(0).id())).isTrue();
    }
    assertThat(progress).as("not the pictures themselves again").contains(224).containsOnlyOnce(64);
    assertThat(itself).exists();
    progress.clear();

    try (Workers workers = new Workers(2, TrainingControl.UNDISTURBED);
        ImageFeatures features = views(workers, new ViewOptions(3, false))) {
      assertThat(progress).as("one view is not mirrored now").containsExactly(224, 288, 320);
      assertThat(features.views()).isEqualTo(3);
    }
  }

  @Test
  void aPictureThatIsNoneIsLeftOutOnceForAllViews() throws IOException {
    CaptionedImage broken = dataset().images(Split.TRAIN).get(3);
    Files.writeString(broken.file(), "not a picture");
    try (Workers workers = new Workers(2, TrainingControl.UNDISTURBED);
        ImageFeatures features = views(workers, new ViewOptions(2, false))) {
      assertThat(features.has(broken.id())).isFalse();
    }
    assertThat(messages).singleElement().asString().startsWith(broken.id() + " is left out");
  }

  private ImageFeatures views(Workers workers, ViewOptions views) {
    return features(workers)
        .extract(dataset(), TINY, List.of(Split.TRAIN, Split.VAL), false, views);
  }

  @Test
  void featuresThatADataSetBringsAreTakenAsTheyAreRowByRow() {
    Dataset dataset = given(1024);
    try (Workers workers = new Workers(2, TrainingControl.UNDISTURBED);
        ImageFeatures features =
            features(workers).extract(dataset, TINY, List.of(Split.TRAIN, Split.VAL), false)) {
      assertThat(features.of(List.of("5", "0", "9")).stream().map(row -> row[0]))
          .containsExactly(4f, 9f, 0f);
    }
  }

  @Test
  void featuresThatDoNotFitTheEncoderAreRefused() {
    try (Workers workers = new Workers(1, TrainingControl.UNDISTURBED)) {
      assertThatThrownBy(
              () -> features(workers).extract(given(512), TINY, List.of(Split.TRAIN), false))
          .isInstanceOfSatisfying(
              TrainingException.class,
              e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.DATASET))
          .hasMessageContaining("brings features of 512 numbers, the encoder tiny gives 1024");
    }
  }

  @Test
  void featuresThatADataSetBringsAreNoGrids() {
    try (Workers workers = new Workers(1, TrainingControl.UNDISTURBED)) {
      assertThatThrownBy(
              () -> features(workers).extract(given(1024), TINY, List.of(Split.TRAIN), true))
          .isInstanceOfSatisfying(
              TrainingException.class,
              e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.DATASET))
          .hasMessageContaining("needs pictures");
    }
  }

  /** Ten images; image n has row 9 - n, which begins with its number. */
  private static Dataset given(int depth) {
    FeatureTable table =
        new FeatureTable() {
          @Override
          public String name() {
            return "fc7.h5";
          }

          @Override
          public int rows() {
            return 10;
          }

          @Override
          public int depth() {
            return depth;
          }

          @Override
          public float[] row(int row) {
            float[] numbers = new float[depth];
            numbers[0] = row;
            return numbers;
          }
        };
    List<CaptionedImage> images = new ArrayList<>();
    for (int n = 0; n < 10; n++) {
      images.add(
          new CaptionedImage(
              "" + n,
              new GivenFeatures(table, 9 - n),
              List.of("a dog"),
              n < 8 ? Split.TRAIN : Split.VAL));
    }
    return new Dataset("given", images, List.of());
  }

  /** All features of the split train, one after the other. */
  private float[] extract(Dataset dataset, TrainingControl control) {
    List<CaptionedImage> images = dataset.images(Split.TRAIN);
    try (Workers workers = new Workers(2, control);
        ImageFeatures features =
            features(workers).extract(dataset, TINY, List.of(Split.TRAIN), false)) {
      float[] all = new float[images.size() * 1024];
      List<float[]> rows = features.of(images.stream().map(CaptionedImage::id).toList());
      for (int i = 0; i < rows.size(); i++) {
        System.arraycopy(rows.get(i), 0, all, i * 1024, 1024);
      }
      return all;
    }
  }

  private DatasetFeatures features(Workers workers) {
    return new DatasetFeatures(
        new TrainingFolders(
            folder.resolve("home/features"), folder.resolve("x"), Path.of("target", "natives")),
        workers,
        listener);
  }

  private Path drawn() {
    return folder.resolve("drawn");
  }

  private Dataset dataset() {
    return DatasetReaders.read(drawn());
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("home/features"))) {
      return files.findFirst().orElseThrow();
    }
  }
}
