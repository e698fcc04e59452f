package org.imagecaptioning.datasets;

/**
 * Something in a dataset that is left out, and why.
 *
 * @param place file and line, such as {@code captions.jsonl:17}
 */
public record DatasetProblem(String place, String message) {}
