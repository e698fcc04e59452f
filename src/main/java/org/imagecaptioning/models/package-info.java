/** Trained models: bundles, and the registry that loads them. */
@ApplicationModule(
    allowedDependencies = {
      "images",
      "features",
      "features :: onnx",
      "features :: dl4j",
      "layers",
      "captioner",
      "web",
      "errors",
      "hashes",
      "home",
      "names"
    })
@NullMarked
package org.imagecaptioning.models;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
