/**
 * A picture with the words said of it and where the model looked before each, drawn as one image.
 */
@NullMarked
package org.imagecaptioning.captions.sheet;

import org.jspecify.annotations.NullMarked;
