/** What all errors that are thrown on purpose have in common. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.imagecaptioning.errors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
