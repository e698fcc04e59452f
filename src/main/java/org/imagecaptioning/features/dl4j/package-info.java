/**
 * Encoders of one's own on DL4J: networks of DL4J and of Keras that the operator's configuration
 * names. ND4J, which takes seconds to start, is not touched before the first of them is opened.
 */
@NamedInterface("dl4j")
@NullMarked
package org.imagecaptioning.features.dl4j;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
