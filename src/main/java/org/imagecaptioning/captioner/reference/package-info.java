/** The network of the course, readable and exact: what the fast path is tested against. */
@NullMarked
package org.imagecaptioning.captioner.reference;

import org.jspecify.annotations.NullMarked;
