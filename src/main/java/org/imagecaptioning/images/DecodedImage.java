package org.imagecaptioning.images;

/**
 * A picture as it was asked for, and how large the image is that it was decoded from.
 *
 * @param picture upright; smaller than the image if that was enough
 * @param width of the whole image, upright, in pixels
 * @param height of the whole image, upright, in pixels
 */
public record DecodedImage(Picture picture, int width, int height) {}
