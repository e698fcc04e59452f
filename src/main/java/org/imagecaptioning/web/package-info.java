/** What crosses all endpoints: problems, access and the OpenAPI document. */
@ApplicationModule(allowedDependencies = {"images", "errors", "hashes", "home"})
@NullMarked
package org.imagecaptioning.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
