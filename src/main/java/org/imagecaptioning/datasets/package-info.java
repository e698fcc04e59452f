/** Readers of captioned images, and the drawn data set that comes with the project. */
@ApplicationModule(allowedDependencies = {"errors"})
@NullMarked
package org.imagecaptioning.datasets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
