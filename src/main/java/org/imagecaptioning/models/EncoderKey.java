package org.imagecaptioning.models;

import org.imagecaptioning.features.EncoderInput;

/**
 * What makes two encoders equal.
 *
 * @param network its SHA-256, or what names it in the configuration
 * @param input what it is given: the same network on other pixels is another encoder
 */
public record EncoderKey(String network, EncoderInput input) {}
