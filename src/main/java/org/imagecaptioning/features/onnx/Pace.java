package org.imagecaptioning.features.onnx;

import java.util.Arrays;

/**
 * Which is quicker for a picture that the service works on alone: one thread or several. Several
 * are, up to twice, where processors idle; where something else runs, a training or another
 * process, they wait for each other, and take up to twice as long as one. That changes from one
 * minute to the next and is nowhere to be asked, so the recent times decide, and the slower way is
 * tried again now and then.
 */
final class Pace {

  private static final int TRIED_EVERY = 64; // pictures

  private final Times one = new Times();
  private final Times several = new Times();
  private int choices;

  /** Whether the next picture is for several threads. */
  synchronized boolean isForSeveral() {
    if (!one.areKnown() || !several.areKnown()) {
      return one.areKnown();
    }
    choices++;
    return several.median() < one.median() ^ choices % TRIED_EVERY == 0;
  }

  /** Takes the time of a picture that nothing else was beside of. */
  synchronized void took(boolean forSeveral, long nanos) {
    (forSeveral ? several : one).add(nanos);
  }

  /** The last three times of a way: the middle one is not moved by a single pause. */
  private static final class Times {

    private final long[] last = new long[3]; // ns
    private int count;

    void add(long nanos) {
      last[count++ % last.length] = nanos;
    }

    boolean areKnown() {
      return count >= last.length;
    }

    long median() {
      long[] sorted = last.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }
  }
}
