/** Datasets over HTTP. */
@NullMarked
package org.imagecaptioning.datasets.http;

import org.jspecify.annotations.NullMarked;
