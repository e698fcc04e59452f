package org.imagecaptioning.models;

import org.imagecaptioning.captioner.Captioner;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.features.FeatureExtractor;

/**
 * A model in memory, ready to caption.
 *
 * @param name as in the manifest
 * @param version as in the manifest
 * @param encoder pixels to features; shared by models whose encoders are equal
 * @param encoderKey equal for encoders that are equal
 * @param captioner features to words
 * @param vocabulary the captioner's words
 * @param decodingDefaults how captions are chosen where a request does not say
 */
public record LoadedModel(
    String name,
    String version,
    FeatureExtractor encoder,
    EncoderKey encoderKey,
    Captioner captioner,
    Vocabulary vocabulary,
    DecodingOptions decodingDefaults) {}
