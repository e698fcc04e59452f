/** What things that clients name may be called. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.imagecaptioning.names;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
