package org.imagecaptioning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkersTest {

  private static final List<Integer> ITEMS = IntStream.range(0, 200).boxed().toList();

  @Test
  void resultsComeInTheOrderOfTheItemsFromNoMoreThreadsThanAllowed() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (Workers workers = new Workers(3, TrainingControl.UNDISTURBED)) {
      assertThat(
              workers.map(
                  ITEMS,
                  item -> {
                    threads.add(Thread.currentThread());
                    return item * 2;
                  }))
          .isEqualTo(ITEMS.stream().map(item -> item * 2).toList());
    }
    assertThat(threads).hasSizeBetween(1, 3).doesNotContain(Thread.currentThread());
  }

  @Test
  void askedToStopItLeavesTheRestAndNothingGoesOnBehindItsBack() {
    AtomicInteger done = new AtomicInteger();
    AtomicInteger working = new AtomicInteger();
    try (Workers workers = new Workers(2, () -> done.get() >= 5)) {
      assertThatThrownBy(
              () ->
                  workers.map(
                      ITEMS,
                      item -> {
                        working.incrementAndGet();
                        done.incrementAndGet();
                        return working.decrementAndGet();
                      }))
          .isInstanceOf(StoppedException.class);
      assertThat(working).hasValue(0);
      int atTheEnd = done.get();
      assertThat(workers.map(List.of(), item -> item)).isEmpty();
      assertThat(done).hasValue(atTheEnd);
    }
  }

  @Test
  void chunksComeInOrderWhileTheNextIsWorkedOn() {
    CountDownLatch begun = new CountDownLatch(1);
    List<List<Integer>> chunks = new ArrayList<>();
    try (Workers workers = new Workers(2, TrainingControl.UNDISTURBED)) {
      workers.map(
          ITEMS,
          80,
          item -> {
            if (item == 80) {
              begun.countDown();
            }
            return item;
          },
          chunk -> {
            assertThat(isThere(begun)).isTrue();
            chunks.add(chunk);
          });
    }
    assertThat(chunks)
        .containsExactly(ITEMS.subList(0, 80), ITEMS.subList(80, 160), ITEMS.subList(160, 200));
  }

  private static boolean isThere(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatAnItemThrowsIsThrown() {
    try (Workers workers = new Workers(2, TrainingControl.UNDISTURBED)) {
      assertThatThrownBy(
              () ->
                  workers.map(
                      ITEMS,
                      item -> {
                        if (item == 7) {
                          throw new IllegalStateException("item 7");
                        }
                        return item;
                      }))
          .hasMessage("item 7");
    }
  }
}
