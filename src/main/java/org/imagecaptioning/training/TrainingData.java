package org.imagecaptioning.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.imagecaptioning.captioner.Tokenizer;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.Split;

/**
 * A dataset made ready for a captioner. Only the split train is learned from and counted for the
 * vocabulary; captions of other splits are references alone.
 *
 * @param vocabulary of the training captions, behind that of a model that is trained further
 * @param examples the training captions, and the training images as they are
 * @param otherViews for each view of the training images but themselves, the features of each image
 * @param references for each training image what people said of it
 * @param validation the split val
 * @param heldOut its captions, to compute the loss on
 */
record TrainingData(
    Vocabulary vocabulary,
    Examples examples,
    List<List<float[]>> otherViews,
    List<List<String>> references,
    Validation validation,
    Examples heldOut) {

  /** How many images there are to learn from. */
  int images() {
    return references.size();
  }

  /**
   * The training captions, with each image as it is seen in an epoch.
   *
   * @param epoch from 0
   */
  Examples inEpoch(int epoch, long seed) {
    if (otherViews.isEmpty()) {
      return examples;
    }
    List<List<float[]>> views = new ArrayList<>();
    views.add(examples.features());
    views.addAll(otherViews);
    return examples.with(new ViewsInTurn(views, seed, epoch));
  }

  /**
   * @param features by the image's id; an image without is left out
   * @param further the model that is trained further, if it is no new one
   * @throws TrainingException if no training image is left, or no word is frequent enough
   */
  static TrainingData of(
      Dataset dataset, ImageFeatures features, WordOptions words, Optional<FineTuning> further) {
    Spoken train = Spoken.of(dataset, features, Split.TRAIN);
    if (train.captions.isEmpty()) {
      throw new TrainingException(
          TrainingException.Kind.DATASET,
          "No image of the split train can be read and has a caption with words: there is nothing to learn from");
    }
    Vocabulary vocabulary = vocabulary(train, words, further);
    if (vocabulary.size() == Vocabulary.SPECIAL_WORDS) {
      throw new TrainingException(
          TrainingException.Kind.DATASET,
          "No word comes %d times in the %d captions of the %d images to train on: a smaller minimum count, or more captions, would give words to learn"
              .formatted(words.minimumCount(), train.captions.size(), train.images.size()));
    }
    return new TrainingData(
        vocabulary,
        train.encode(features, vocabulary, words.mostInCaption()),
        IntStream.range(1, features.views())
            .mapToObj(view -> features.of(train.images, view))
            .toList(),
        train.references,
        validation(dataset, features, Split.VAL),
        Spoken.of(dataset, features, Split.VAL)
            .encode(features, vocabulary, words.mostInCaption()));
  }

  private static Vocabulary vocabulary(
      Spoken train, WordOptions words, Optional<FineTuning> further) {
    if (further.isPresent() && words.fixed()) {
      return further.get().model().vocabulary();
    }
    Vocabulary learned = Vocabulary.fromCaptions(train.captions, words.minimumCount());
    return further.map(model -> model.extendedBy(learned)).orElse(learned);
  }

  /** A split made ready for scoring. */
  static Validation validation(Dataset dataset, ImageFeatures features, Split split) {
    List<CaptionedImage> images =
        dataset.images(split).stream().filter(i -> features.has(i.id())).toList();
    return new Validation(images, features.of(images.stream().map(CaptionedImage::id).toList()));
  }

  /** The images of a split that have features, and their captions that have words. */
  private record Spoken(
      List<String> images,
      List<List<String>> references,
      List<List<String>> captions,
      List<Integer> imageOf) {

    static Spoken of(Dataset dataset, ImageFeatures features, Split split) {
      Spoken spoken =
          new Spoken(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      for (CaptionedImage image : dataset.images(split)) {
        if (features.has(image.id())) {
          List<String> references = new ArrayList<>();
          for (String caption : image.captions()) {
            List<String> words = Tokenizer.words(caption);
            if (!words.isEmpty()) {
              references.add(caption);
              spoken.captions.add(words);
              spoken.imageOf.add(spoken.images.size());
            }
          }
          spoken.references.add(references);
          spoken.images.add(image.id());
        }
      }
      return spoken;
    }

    Examples encode(ImageFeatures features, Vocabulary vocabulary, int mostWords) {
      return new Examples(
          features.of(images),
          captions.stream()
              .map(words -> TrainingData.encode(vocabulary, words, mostWords))
              .toList(),
          imageOf.stream().mapToInt(Integer::intValue).toArray());
    }
  }

  private static int[] encode(Vocabulary vocabulary, List<String> words, int maxWords) {
    int[] encoded = vocabulary.encode(words);
    return words.size() <= maxWords ? encoded : Arrays.copyOf(encoded, 1 + maxWords);
  }
}
