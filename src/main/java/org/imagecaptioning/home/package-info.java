/** The folder that holds everything the service writes, and who may write where in it. */
@ApplicationModule(allowedDependencies = {"errors", "settings"})
@NullMarked
package org.imagecaptioning.home;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
