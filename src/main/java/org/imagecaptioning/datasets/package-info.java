/** Readers of captioned images, and the drawn dataset that comes with the project. */
@ApplicationModule(allowedDependencies = {"images", "captioner", "errors", "home", "names", "web"})
@NullMarked
package org.imagecaptioning.datasets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
