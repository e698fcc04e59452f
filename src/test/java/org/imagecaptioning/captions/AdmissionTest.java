package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.imagecaptioning.captions.OverloadedException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work is in tenths of a second, and time passes when the test says so. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class AdmissionTest {

  private static final long TENTH = 100_000_000;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicLong now = new AtomicLong(5);
  private final List<Reason> refused = new ArrayList<>();

  @Test
  void idleServiceTakesOnWhateverComes() {
    assertThat(refusal(oneAtATime(), 1000)).isNull();
  }

  @Test
  void workMayWaitUpToTheBoundWhateverTheNumberOfImages() {
    Admission admission = oneAtATime();
    begin(admission, 1);
    wait(admission, 6);

    assertThat(reason(admission, 5)).isEqualTo(Reason.QUEUE);

    Admission another = oneAtATime();
    begin(another, 1);
    for (int image = 0; image < 5; image++) {
      wait(another, 2);
    }
    assertThat(reason(another, 2)).isEqualTo(Reason.QUEUE);
  }

  @Test
  void imageLargerThanTheBoundMayWaitAlone() {
    Admission admission = oneAtATime();
    begin(admission, 1);

    assertThat(refusal(admission, 1000)).isNull();
  }

  @Test
  void turnsAreSharedOut() {
    Admission admission = admission(4, SECOND, Duration.ofSeconds(5));
    for (int image = 0; image < 4; image++) {
      begin(admission, 30);
    }
    for (int image = 0; image < 13; image++) {
      wait(admission, 3);
    }

    assertThat(reason(admission, 3)).isEqualTo(Reason.QUEUE);
    assertThat(refusal(admission, 3).retryAfter()).hasValue(Duration.ofSeconds(4));
  }

  @Test
  void whatCouldNotBeginInTimeIsRefusedAtOnce() {
    Admission admission = oneAtATime();
    begin(admission, 51);

    OverloadedException refusal = refusal(admission, 1);

    assertThat(refused).containsExactly(Reason.DEADLINE);
    assertThat(refusal.retryAfter()).hasValue(Duration.ofSeconds(6));
    now.addAndGet(TENTH);
    assertThat(reason(admission, 51)).isEqualTo(Reason.QUEUE); // of the overload
    now.addAndGet(Admission.RELIEF.toNanos());
    assertThat(refusal(admission, 51)).isNull();
  }

  @Test
  void whatDoesNotBeginInTimeIsRefusedThen() {
    Admission admission = admission(1, SECOND, Duration.ZERO);
    begin(admission, 0);
    try (Admission.Pass late = admission.enter(List.of(TENTH))) {
      assertThatThrownBy(() -> late.turn(TENTH).close()).isInstanceOf(OverloadedException.class);
      assertThat(refused).containsExactly(Reason.DEADLINE);
    }
    assertThat(admission.waiting()).isZero();
  }

  @Test
  void onceFullNobodyGetsInWhoWouldWaitForMoreThanAQuarterOfAnImageUntilAllWereServedForAWhile() {
    Admission admission = oneAtATime();
    for (int image = 0; image < 100; image++) {
      turn(admission, 1, 12); // images take twelve tenths
    }
    begin(admission, 2);
    Admission.Pass waiting = wait(admission, 10);
    assertThat(refusal(admission, 1)).isNotNull();

    waiting.close();
    assertThat(refusal(admission, 1)).isNull();
    wait(admission, 2);
    assertThat(refusal(admission, 1)).isNotNull();

    now.addAndGet(Admission.RELIEF.toNanos());
    wait(admission, 6);
    assertThat(refusal(admission, 1)).isNull();
  }

  @Test
  void requestThatIsInIsServedToItsLastImage() {
    Admission admission = admission(1, Duration.ofMillis(100), Duration.ofMillis(100));
    try (Admission.Pass many = admission.enter(List.of(TENTH, TENTH, TENTH))) {
      many.turn(TENTH).close();
      Turns.Turn other = begin(admission, 9);
      assertThat(refusal(admission, 1)).isNotNull();
      now.addAndGet(20 * TENTH);

      CompletableFuture<Void> rest =
          CompletableFuture.runAsync(
              () -> {
                many.turn(TENTH).close();
                many.turn(TENTH).close();
              });
      other.close();

      assertThat(rest).succeedsWithin(Duration.ofMinutes(1));
    }
  }

  @Test
  void retryAfterCountsTheImagesThatAreStillToCome() {
    Admission admission = oneAtATime();
    Admission.Pass many = admission.enter(List.of(TENTH, 30 * TENTH));
    Turns.Turn first = many.turn(TENTH);
    wait(admission, 10);

    assertThat(refusal(admission, 1).retryAfter()).hasValue(Duration.ofSeconds(5));

    first.close();
    many.close();
    assertThat(refusal(admission, 10).retryAfter()).hasValue(Duration.ofSeconds(2));
  }

  @Test
  void turnsComeInTheOrderOfArrival() throws Exception {
    Turns turns = new Turns(1, now::get);
    Turns.Turn first = turns.queue(1);
    Turns.Turn second = turns.queue(1);
    Turns.Turn third = turns.queue(1);
    assertThat(first.comes(0)).isTrue();

    first.close();
    assertThat(second.comes(0)).isTrue();
    assertThat(turns.waiting()).isEqualTo(1);
    assertThat(third.comes(0)).isFalse();

    second.close();
    assertThat(turns.expectedWait()).isZero();
  }

  @Test
  void moreRequestsThanMayBeInsideAreRefusedHoweverLittleTheyAreButNotWhatIsDone() {
    Admission admission =
        new Admission(
            new AdmissionSettings(1, SECOND, 1, Duration.ofSeconds(5)), now::get, refused::add);
    Admission.Pass inside = admission.enter(List.of(0L));
    assertThat(reason(admission, 0)).isEqualTo(Reason.QUEUE);
    admission.enter(List.of()).close();

    inside.close();
    assertThat(refusal(admission, 0)).isNull();
  }

  @Test
  void whetherThereIsRoomIsToldWithoutLettingAnybodyIn() {
    Admission admission = oneAtATime();
    for (int image = 0; image < 100; image++) {
      admission.checkRoom();
    }
    begin(admission, 1);
    Admission.Pass waiting = wait(admission, 10);

    assertThatThrownBy(admission::checkRoom).isInstanceOf(OverloadedException.class);
    assertThat(refused).containsExactly(Reason.QUEUE);

    waiting.close();
    now.addAndGet(Admission.RELIEF.toNanos());
    admission.checkRoom();
  }

  private Admission oneAtATime() {
    return admission(1, SECOND, Duration.ofSeconds(5));
  }

  private Admission admission(int concurrency, Duration queue, Duration deadline) {
    return new Admission(
        new AdmissionSettings(concurrency, queue, 100, deadline), now::get, refused::add);
  }

  private static Turns.Turn begin(Admission admission, long tenths) {
    return admission.enter(List.of(tenths * TENTH)).turn(tenths * TENTH);
  }

  private void turn(Admission admission, long tenths, long took) {
    try (Admission.Pass pass = admission.enter(List.of(tenths * TENTH));
        Turns.Turn turn = pass.turn(tenths * TENTH)) {
      now.addAndGet(took * TENTH);
    }
  }

  /** Lets a request in that has not got in line yet. */
  private static Admission.Pass wait(Admission admission, long tenths) {
    return admission.enter(List.of(tenths * TENTH));
  }

  /** Why a request is refused. */
  private Reason reason(Admission admission, long tenths) {
    assertThat(refusal(admission, tenths)).isNotNull();
    return refused.get(refused.size() - 1);
  }

  /** Null if a request is let in, which then goes away. */
  private static OverloadedException refusal(Admission admission, long tenths) {
    try {
      admission.enter(List.of(tenths * TENTH)).close();
      return null;
    } catch (OverloadedException refusal) {
      return refusal;
    }
  }
}
