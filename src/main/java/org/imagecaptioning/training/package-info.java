/** Training of captioners: features, minibatches, checkpoints, the command line. */
@ApplicationModule(
    allowedDependencies = {
      "images",
      "features",
      "features :: onnx",
      "layers",
      "captioner",
      "datasets",
      "evaluation",
      "models",
      "errors",
      "settings",
      "datasets :: drawn"
    })
@NullMarked
package org.imagecaptioning.training;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
