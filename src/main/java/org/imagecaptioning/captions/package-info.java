/** Image in, caption out: the HTTP front and the service behind it. */
@ApplicationModule(
    allowedDependencies = {
      "web",
      "images",
      "features",
      "captioner",
      "models",
      "errors",
      "home",
      "settings"
    })
@NullMarked
package org.imagecaptioning.captions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
