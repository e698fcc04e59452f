/** Bytes to pixels, safely: what a file is, how large it may be, how it is turned and resized. */
@ApplicationModule(allowedDependencies = {"errors"})
@NullMarked
package org.imagecaptioning.images;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
