package org.imagecaptioning.models;

import java.util.Optional;
import org.imagecaptioning.captioner.Captioner;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.captioner.WordScorer;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.Features;
import org.imagecaptioning.features.Grid;

/**
 * A model in memory, ready to caption.
 *
 * @param name as in the manifest
 * @param version as in the manifest
 * @param grid how the encoder's places lie on the picture
 * @param encoder pixels to features; shared by models whose encoders are equal
 * @param encoderKey equal for encoders that are equal
 * @param captioner features to words
 * @param vocabulary the captioner's words
 * @param decodingDefaults how captions are chosen where a request does not say
 * @param confidence how far its captions can be trusted, if the manifest says so
 */
public record LoadedModel(
    String name,
    String version,
    Grid grid,
    FeatureExtractor encoder,
    EncoderKey encoderKey,
    Captioner captioner,
    Vocabulary vocabulary,
    DecodingOptions decodingDefaults,
    Optional<Confidence> confidence) {

  /** Whether the captioner looks at the places of the grid before each word. */
  public boolean attends() {
    return captioner.config().attends();
  }

  /**
   * Gets ready to speak about one image.
   *
   * @param features what the encoder gave for it; all places of it are looked at by a captioner
   *     that attends, else their mean
   */
  public WordScorer scorer(Features features) {
    return captioner.scorer(attends() ? features.values() : features.mean());
  }
}
