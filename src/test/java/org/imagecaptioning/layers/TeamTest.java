package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TeamTest {

  @Test
  void resultsComeInTheOrderOfTheirTasks() {
    List<Callable<Integer>> tasks =
        IntStream.range(0, 50).mapToObj(i -> (Callable<Integer>) () -> i).toList();
    try (Team team = new Team(3)) {
      assertThat(team.run(tasks)).isEqualTo(IntStream.range(0, 50).boxed().toList());
    }
    assertThat(Team.alone().run(tasks)).isEqualTo(IntStream.range(0, 50).boxed().toList());
  }

  @Test
  void tasksThatWaitForEachOtherFinishWhereThereAreThreadsForAll() {
    CountDownLatch both = new CountDownLatch(2);
    Callable<Boolean> meet =
        () -> {
          both.countDown();
          both.await();
          return true;
        };
    try (Team team = new Team(2)) {
      assertThat(team.run(List.of(meet, meet))).containsExactly(true, true);
    }
  }

  @Test
  void blocksCoverAllNumbersOnceAndTheirSumsAreTheSameForAnyNumberOfThreads() {
    int size = 1_000_003;
    AtomicInteger covered = new AtomicInteger();
    try (Team team = new Team(4)) {
      double sum =
          team.overBlocks(
              size,
              (from, to) -> {
                covered.addAndGet(to - from);
                return 1.0 / (from + 3);
              });
      assertThat(covered.get()).isEqualTo(size);
      assertThat(sum).isEqualTo(Team.alone().overBlocks(size, (from, to) -> 1.0 / (from + 3)));
    }
  }

  @Test
  void whatATaskThrowsIsThrownOnceNoneGoesOn() {
    AtomicInteger working = new AtomicInteger();
    Callable<Boolean> works =
        () -> {
          working.incrementAndGet();
          Thread.yield();
          working.decrementAndGet();
          return true;
        };
    Callable<Boolean> fails =
        () -> {
          throw new ArithmeticException("no");
        };
    try (Team team = new Team(3)) {
      assertThatThrownBy(() -> team.run(List.of(works, works, fails, works)))
          .hasCauseInstanceOf(ArithmeticException.class);
    }
    assertThat(working.get()).isZero();
  }

  @Test
  void anInterruptedCallerFinishesItsWorkAndStaysInterrupted() {
    try (Team team = new Team(2)) {
      Thread.currentThread().interrupt();
      assertThat(team.run(List.<Callable<Integer>>of(() -> 1, () -> 2))).containsExactly(1, 2);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
