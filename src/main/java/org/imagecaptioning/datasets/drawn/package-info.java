/** A dataset that is drawn: simple scenes, each with the one caption that is right for it. */
@NamedInterface("drawn")
@NullMarked
package org.imagecaptioning.datasets.drawn;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
