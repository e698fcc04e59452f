/** The command line: training, evaluation, drawn datasets and keys without the service. */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "captioner",
      "datasets",
      "datasets :: drawn",
      "evaluation",
      "features :: dl4j",
      "models",
      "training",
      "errors"
    })
@NullMarked
package org.imagecaptioning.commands;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
