package org.imagecaptioning.datasets;

import java.nio.file.Path;

/**
 * A file that says it is a picture.
 *
 * @param path links resolved; it exists, whether it is a picture is not known
 */
public record PictureFile(Path path) implements ImageSource {}
