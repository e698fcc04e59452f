/** Who may do what: keys and their scopes, and what holds where there are none. */
@ApplicationModule(allowedDependencies = {"web", "errors", "hashes", "home"})
@NullMarked
package org.imagecaptioning.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
