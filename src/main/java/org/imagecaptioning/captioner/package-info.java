/** Features to words: the vocabulary, the recurrent networks and the decoders. */
@ApplicationModule(allowedDependencies = {"layers", "errors"})
@NullMarked
package org.imagecaptioning.captioner;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
