/** Trainings and evaluations as jobs that outlive the process: HTTP, queue, progress. */
@ApplicationModule(
    allowedDependencies = {
      "captioner",
      "datasets",
      "datasets :: store",
      "errors",
      "hashes",
      "evaluation",
      "features :: dl4j",
      "home",
      "models",
      "names",
      "settings",
      "training",
      "web"
    })
@NullMarked
package org.imagecaptioning.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
