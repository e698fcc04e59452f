package org.imagecaptioning.models;

import org.imagecaptioning.features.EncoderInput;

/**
 * What makes two encoders equal.
 *
 * @param sha256 of the network
 * @param input what it is given: the same network on other pixels is another encoder
 */
record EncoderKey(String sha256, EncoderInput input) {}
