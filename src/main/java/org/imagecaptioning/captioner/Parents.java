package org.imagecaptioning.captioner;

import java.util.Arrays;

/**
 * The rows that those of a step go on from, each of them once: what depends on nothing else is
 * computed once for all that go on from it.
 *
 * @param distinct rows of the last step, in the order in which they are first gone on from
 * @param places for each row of the step, the place of its parent in there
 */
@SuppressWarnings("ArrayRecordComponent")
record Parents(int[] distinct, int[] places) {

  /**
   * @param parents for each row, the row of the last step that it goes on from
   */
  static Parents of(int[] parents) {
    int[] distinct = new int[parents.length];
    int[] places = new int[parents.length];
    int count = 0;
    for (int row = 0; row < parents.length; row++) {
      int place = 0;
      while (place < count && distinct[place] != parents[row]) {
        place++;
      }
      if (place == count) {
        distinct[count++] = parents[row];
      }
      places[row] = place;
    }
    return new Parents(Arrays.copyOf(distinct, count), places);
  }

  int count() {
    return distinct.length;
  }
}
