package org.imagecaptioning.captions;

import org.imagecaptioning.features.Features;

/**
 * An image that went through the encoder.
 *
 * @param sha256 of its bytes as they came, in hexadecimal
 * @param width in pixels, upright
 * @param height in pixels, upright
 */
record SeenImage(String sha256, int width, int height, Features features) {}
