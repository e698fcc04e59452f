package org.imagecaptioning.training;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.imagecaptioning.captioner.Caption;
import org.imagecaptioning.captioner.Captioner;
import org.imagecaptioning.captioner.Decoder;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.captioner.WordScorer;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.evaluation.CaptionEvaluation;
import org.imagecaptioning.evaluation.CaptionScores;

/**
 * Images with reference captions that a captioner is scored on.
 *
 * @param images with the captions that people gave them
 * @param features of each image: its grid, row by row, where the captioner attends, else its mean
 */
record Validation(List<CaptionedImage> images, List<float[]> features) {

  private static final int SAMPLES = 5;

  /** Whether there is anything to score on. */
  boolean isEmpty() {
    return images.isEmpty();
  }

  /** The best caption of each image, as text. */
  List<String> captions(
      Captioner captioner, Vocabulary vocabulary, DecodingOptions decoding, Workers workers) {
    return spoken(captioner::scorer, decoding, workers).stream()
        .map(caption -> vocabulary.decode(caption.indexes()))
        .toList();
  }

  /**
   * The best caption of each image.
   *
   * @param speaker gets ready to speak of an image's features
   */
  List<Caption> spoken(
      Function<float[], WordScorer> speaker, DecodingOptions decoding, Workers workers) {
    // each reads its features when its turn has come: all grids at once would fill the heap
    return workers.map(
        IntStream.range(0, features.size()).boxed().toList(),
        image -> Decoder.of(decoding).decode(speaker.apply(features.get(image))).get(0));
  }

  /** How good captions of these images are. */
  CaptionScores score(List<String> captions) {
    return CaptionEvaluation.score(captions, references(images));
  }

  /** What people said of each. */
  static List<List<String>> references(List<CaptionedImage> images) {
    return images.stream().map(CaptionedImage::captions).toList();
  }

  /** Captions of a few images, spread over all and always the same. */
  List<EpochReport.Sample> samples(List<String> captions) {
    int count = Math.min(SAMPLES, images.size());
    return IntStream.range(0, count)
        .map(i -> i * images.size() / count)
        .mapToObj(
            i ->
                new EpochReport.Sample(
                    images.get(i).id(), captions.get(i), images.get(i).captions().get(0)))
        .toList();
  }
}
