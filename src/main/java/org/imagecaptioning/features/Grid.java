package org.imagecaptioning.features;

/**
 * How the places of {@link Features} lie on the picture.
 *
 * @param height rows
 * @param width columns
 */
public record Grid(int height, int width) {}
