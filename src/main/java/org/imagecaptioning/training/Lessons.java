package org.imagecaptioning.training;

/** Makes a lesson of some examples: what it is that training makes better. */
interface Lessons {

  /**
   * @param examples to choose from, as they are seen in this epoch
   * @param chosen of them
   * @param step from 0, of all steps
   * @param seed of this step
   */
  Lesson of(Examples examples, int[] chosen, long step, long seed);
}
