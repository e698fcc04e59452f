/** What every encoder has to pass: extend it, and hand it yours. */
@NullMarked
package org.imagecaptioning.features.tck;

import org.jspecify.annotations.NullMarked;
