/** Pixels to features: the encoder, a convolutional network, behind {@link FeatureExtractor}. */
@ApplicationModule(allowedDependencies = {"images", "errors", "hashes", "names"})
@NullMarked
package org.imagecaptioning.features;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
