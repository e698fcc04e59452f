/** Datasets at home: unpacked, checked, kept, and given to whoever trains. */
@NamedInterface("store")
@NullMarked
package org.imagecaptioning.datasets.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
