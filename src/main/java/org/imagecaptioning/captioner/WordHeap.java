package org.imagecaptioning.captioner;

/**
 * Words of one step, from which the most probable ones can be taken in turn without sorting the
 * many that are never asked for. Of equally probable words the lower one comes first.
 */
final class WordHeap {

  /** A heap of what is left at the front, what was polled at the back, the latest first. */
  private final long[] keys;

  private int size;

  WordHeap(int most) {
    keys = new long[most];
  }

  void clear() {
    size = 0;
  }

  /** Adds a word. To be followed by {@link #heapify} before anything is polled. */
  void add(int word, float logProbability) {
    int bits = Float.floatToIntBits(logProbability);
    int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    keys[size++] = ((long) ordered << 32) | Integer.toUnsignedLong(~word);
  }

  void heapify() {
    for (int parent = size / 2 - 1; parent >= 0; parent--) {
      siftDown(parent);
    }
  }

  int size() {
    return size;
  }

  int word(int place) {
    return ~(int) keys[place];
  }

  /** Takes the most probable word out. */
  int poll() {
    long best = keys[0];
    size--;
    keys[0] = keys[size];
    keys[size] = best;
    siftDown(0);
    return ~(int) best;
  }

  /** Leaves only the words that were polled, as many as given. */
  void keepPolled(int count) {
    System.arraycopy(keys, size, keys, 0, count);
    size = count;
  }

  private void siftDown(int start) {
    int parent = start;
    for (int child = 2 * parent + 1; child < size; child = 2 * parent + 1) {
      if (child + 1 < size && keys[child + 1] > keys[child]) {
        child++;
      }
      if (keys[parent] >= keys[child]) {
        return;
      }
      long key = keys[parent];
      keys[parent] = keys[child];
      keys[child] = key;
      parent = child;
    }
  }
}
