package org.imagecaptioning.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.imagecaptioning.captioner.Tokenizer;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.Split;

/**
 * A data set made ready for a captioner. Only the split train is learned from and counted for the
 * vocabulary; captions of other splits are references alone.
 *
 * @param vocabulary of the training captions
 * @param examples the training captions
 * @param images how many of them there are
 * @param validation the split val
 */
record TrainingData(Vocabulary vocabulary, Examples examples, int images, Validation validation) {

  /**
   * @param features by the image's id; an image without is left out
   * @throws TrainingException if no training image is left, or no word is frequent enough
   */
  static TrainingData of(
      Dataset dataset, Map<String, float[]> features, int minimumCount, int maxWords) {
    List<CaptionedImage> train =
        dataset.images(Split.TRAIN).stream()
            .filter(image -> features.containsKey(image.id()))
            .toList();
    List<float[]> rows = new ArrayList<>();
    List<List<String>> captions = new ArrayList<>();
    List<Integer> imageOf = new ArrayList<>();
    for (CaptionedImage image : train) {
      for (String caption : image.captions()) {
        List<String> words = Tokenizer.words(caption);
        if (!words.isEmpty()) {
          captions.add(words);
          imageOf.add(rows.size());
        }
      }
      rows.add(features.get(image.id()));
    }
    Vocabulary vocabulary = Vocabulary.fromCaptions(captions, minimumCount);
    if (vocabulary.size() == Vocabulary.SPECIAL_WORDS) {
      throw new TrainingException(
          "No word comes %d times in the %d captions of the %d images to train on: a smaller minimum count, or more captions, would give words to learn"
              .formatted(minimumCount, captions.size(), train.size()));
    }
    List<int[]> encoded =
        captions.stream().map(words -> encode(vocabulary, words, maxWords)).toList();
    return new TrainingData(
        vocabulary,
        new Examples(rows, encoded, imageOf.stream().mapToInt(Integer::intValue).toArray()),
        train.size(),
        validation(dataset, features, Split.VAL));
  }

  /** A split made ready for scoring. */
  static Validation validation(Dataset dataset, Map<String, float[]> features, Split split) {
    List<CaptionedImage> images =
        dataset.images(split).stream().filter(i -> features.containsKey(i.id())).toList();
    return new Validation(
        images.stream().map(image -> features.get(image.id())).toList(),
        images.stream().map(CaptionedImage::captions).toList());
  }

  private static int[] encode(Vocabulary vocabulary, List<String> words, int maxWords) {
    int[] encoded = vocabulary.encode(words);
    return words.size() <= maxWords ? encoded : Arrays.copyOf(encoded, 1 + maxWords);
  }
}
