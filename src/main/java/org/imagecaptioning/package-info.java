/** An image captioning service whose networks are trained on one's own pictures. */
@NullMarked
package org.imagecaptioning;

import org.jspecify.annotations.NullMarked;
