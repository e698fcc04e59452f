package org.imagecaptioning.captions;

import org.imagecaptioning.features.Features;

/**
 * An image that went through the encoder.
 *
 * @param width in pixels, upright
 * @param height in pixels, upright
 */
record SeenImage(int width, int height, Features features) {}
