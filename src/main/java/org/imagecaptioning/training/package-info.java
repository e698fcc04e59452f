/**
 * Training and evaluation of captioners, as a library: features, minibatches, checkpoints. {@code
 * TrainingRun} and {@code Evaluation} are its front doors.
 */
@ApplicationModule(
    allowedDependencies = {
      "images",
      "features",
      "features :: onnx",
      "features :: dl4j",
      "layers",
      "captioner",
      "datasets",
      "evaluation",
      "models",
      "errors",
      "hashes",
      "names",
      "settings"
    })
@NullMarked
package org.imagecaptioning.training;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
