package org.imagecaptioning.captions;

import org.imagecaptioning.captioner.WordListener;
import org.imagecaptioning.captions.CaptionsResponse.Result;

/** Takes what comes of the images of one call, in their order. */
interface Answer {

  /** Whether a failure can still be all of the answer. */
  boolean canFail();

  /**
   * Who hears the words of an image before its result is there.
   *
   * @param index of the image, from 0
   */
  WordListener words(int index);

  /**
   * @param index of the image, from 0
   */
  void add(int index, Result result);
}
