/** How good captions are: BLEU, ROUGE-L and CIDEr, as the COCO caption evaluation defines them. */
@ApplicationModule(allowedDependencies = {"errors"})
@NullMarked
package org.imagecaptioning.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
