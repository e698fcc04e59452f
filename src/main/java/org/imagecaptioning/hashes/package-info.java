/** SHA-256, by which equal bytes are known. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.imagecaptioning.hashes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
