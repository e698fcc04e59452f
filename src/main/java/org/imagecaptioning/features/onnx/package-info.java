/** The encoder on ONNX Runtime. */
@NamedInterface("onnx")
@NullMarked
package org.imagecaptioning.features.onnx;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
