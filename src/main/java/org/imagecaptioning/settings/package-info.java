/** The settings that several parts of the service share. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.imagecaptioning.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
