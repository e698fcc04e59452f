package org.imagecaptioning.training;

import java.util.List;
import java.util.stream.IntStream;
import org.imagecaptioning.captioner.Captioner;
import org.imagecaptioning.captioner.Decoder;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.evaluation.CaptionEvaluation;
import org.imagecaptioning.evaluation.CaptionScores;

/**
 * Images with reference captions that a captioner is scored on.
 *
 * @param features one row an image, shape (images, D)
 * @param references the captions that people gave each image
 */
public record Validation(List<float[]> features, List<List<String>> references) {

  /** Whether there is anything to score on. */
  public boolean isEmpty() {
    return features.isEmpty();
  }

  /** The best caption of each image. */
  public List<String> captions(
      Captioner captioner, Vocabulary vocabulary, DecodingOptions decoding) {
    return IntStream.range(0, features.size())
        .parallel()
        .mapToObj(
            image ->
                Decoder.of(decoding).decode(captioner.scorer(features.get(image))).get(0).indexes())
        .map(vocabulary::decode)
        .toList();
  }

  /** How good these captions are. */
  public CaptionScores score(Captioner captioner, Vocabulary vocabulary, DecodingOptions decoding) {
    return score(captions(captioner, vocabulary, decoding));
  }

  /** How good captions of these images are. */
  CaptionScores score(List<String> captions) {
    return CaptionEvaluation.score(captions, references);
  }
}
