/** The layers, forward and backward, and what optimises them (Stanford CS231n, assignment 3). */
@ApplicationModule(allowedDependencies = {"errors"})
@NullMarked
package org.imagecaptioning.layers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
