/** The command line: training, evaluation and drawn data sets without the service. */
@ApplicationModule(
    allowedDependencies = {
      "captioner",
      "datasets",
      "datasets :: drawn",
      "evaluation",
      "models",
      "training",
      "errors"
    })
@NullMarked
package org.imagecaptioning.commands;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
