package org.imagecaptioning.training;

/** Makes a lesson of some examples: what it is that training makes better. */
interface Lessons {

  /**
   * @param chosen the examples
   * @param step from 0, of all steps
   * @param seed of this step
   */
  Lesson of(int[] chosen, long step, long seed);
}
