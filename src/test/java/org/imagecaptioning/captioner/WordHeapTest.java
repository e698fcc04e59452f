package org.imagecaptioning.captioner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordHeapTest {

  @Test
  void wordsComeMostProbableFirstAndEqualOnesInTheirOrder() {
    Random random = new Random(1);
    for (int size = 1; size < 100; size++) {
      // Few different values, so that many are equal.
      List<Float> logProbabilities = random.ints(size, -20, 1).mapToObj(n -> n * 0.5f).toList();
      WordHeap heap = heap(logProbabilities);
      List<Integer> polled = IntStream.range(0, size).mapToObj(place -> heap.poll()).toList();

      assertThat(polled)
          .isEqualTo(
              IntStream.range(0, size)
                  .boxed()
                  .sorted(Comparator.comparing(logProbabilities::get).reversed())
                  .toList());
    }
  }

  @Test
  void onlyThePolledWordsStayIfSoAsked() {
    WordHeap heap = heap(List.of(-3f, -1f, -4f, -1.5f, -9f));
    heap.poll();
    heap.poll();
    heap.keepPolled(2);

    assertThat(IntStream.range(0, heap.size()).map(heap::word)).containsExactlyInAnyOrder(1, 3);
  }

  private static WordHeap heap(List<Float> logProbabilities) {
    WordHeap heap = new WordHeap(logProbabilities.size());
    for (int word = 0; word < logProbabilities.size(); word++) {
      heap.add(word, logProbabilities.get(word));
    }
    heap.heapify();
    return heap;
  }
}
