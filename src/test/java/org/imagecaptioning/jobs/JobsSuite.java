package org.imagecaptioning.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.imagecaptioning.jobs.Attempts.Answer;
import org.imagecaptioning.jobs.JobProblem.Kind;
import org.imagecaptioning.jobs.JobQueue.Entry;
import org.imagecaptioning.jobs.database.JobDatabase;
import org.imagecaptioning.models.Manifest;
import org.imagecaptioning.settings.DatabaseSettings;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every database that jobs may live in has to do. */
abstract class JobsSuite {

  private static final JobFilter ALL = new JobFilter(null, null, null, null, 100);

  @TempDir Path home;

  private final TestClock clock = new TestClock();
  private DatabaseSettings settings;
  private JobDatabase database;
  private JobStore store;
  private JobDesk desk;
  private Attempts attempts;

  /** An empty database. */
  abstract DatabaseSettings settings();

  @BeforeEach
  void open() {
    settings = settings();
    open(new JobDatabase(settings, home));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void jobIsWhatItWasAskedToBe() {
    Job job = desk.submit(training("mine", null));

    assertThat(store.find(job.id())).hasValue(job);
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
    assertThat(job.request()).isEqualTo("{\"epochs\":3}");
    assertThat(job.created()).isEqualTo(clock.instant());
    assertThat(job).returns("mine", Job::name).returns("set", Job::dataset);
    assertThat(job.progress()).isNull();
    assertThat(store.find("another")).isEmpty();
  }

  @Test
  void sameKeyAndSameBodyAreOneJob() {
    Job job = desk.submit(training("mine", "key-1"));

    assertThat(desk.submit(training("mine", "key-1"))).isEqualTo(job);
    assertThat(desk.submit(training("mine", "key-2")).id()).isNotEqualTo(job.id());
    assertThat(store.count(JobKind.TRAINING, ALL)).isEqualTo(2);
  }

  @Test
  void sameKeyAtTheSameTimeIsOneJob() {
    List<CompletableFuture<Job>> calls =
        IntStream.range(0, 8)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> desk.submit(training("mine", "key"))))
            .toList();

    assertThat(calls.stream().map(CompletableFuture::join).map(Job::id).distinct()).hasSize(1);
    assertThat(store.count(JobKind.TRAINING, ALL)).isEqualTo(1);
  }

  @Test
  void sameKeyForAnotherBodyIsRefused() {
    Job job = desk.submit(training("mine", "key-1"));

    assertThatThrownBy(() -> desk.submit(training("other", "key-1")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem ->
                assertThat(problem.problemType()).isEqualTo(ProblemType.IDEMPOTENCY_KEY_REUSED))
        .hasMessageContaining("/train/" + job.id());
  }

  @Test
  void jobsAreListedNewestFirstAPageAtATime() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(0, desk.submit(training("model-" + i % 2, null)).id());
    }
    desk.submit(new NewJob(new Sent(JobKind.EVALUATION, "sent", null), "model-0", "set", "{}"));

    List<Job> first = store.list(JobKind.TRAINING, new JobFilter(null, null, null, null, 2));
    assertThat(first).extracting(Job::id).containsExactlyElementsOf(ids.subList(0, 3));
    List<Job> second =
        store.list(JobKind.TRAINING, new JobFilter(null, null, null, ids.get(1), 10));
    assertThat(second).extracting(Job::id).containsExactlyElementsOf(ids.subList(2, 5));
    JobFilter ofOne = new JobFilter(JobState.QUEUED, "model-1", "set", null, 10);
    assertThat(store.list(JobKind.TRAINING, ofOne)).hasSize(2);
    assertThat(store.count(JobKind.TRAINING, ofOne)).isEqualTo(2);
    assertThat(store.list(JobKind.TRAINING, new JobFilter(JobState.FAILED, null, null, null, 10)))
        .isEmpty();
  }

  @Test
  void onlyTheLatestAttemptWritesAnything() {
    Job job = desk.submit(training("mine", null));
    Attempt first = attempts.begin(entry(job)).orElseThrow();
    Attempt second = attempts.begin(entry(job)).orElseThrow();

    assertThat(second.number()).isEqualTo(first.number() + 1);
    assertThat(attempts.ask(first)).isEqualTo(Answer.LOST);
    assertThat(attempts.report(first, progress(9))).isEqualTo(Answer.LOST);
    assertThat(attempts.epoch(first, epoch(1, 9.9))).isEqualTo(Answer.LOST);
    assertThat(attempts.end(first, JobState.SUCCEEDED, progress(9), null, null)).isFalse();
    attempts.release(first);

    assertThat(attempts.report(second, progress(4))).isEqualTo(Answer.GO_ON);
    assertThat(get(job).progress()).isEqualTo(progress(4));
    assertThat(get(job).state()).isEqualTo(JobState.RUNNING);
    assertThat(get(job).attempt()).isEqualTo(2);
    assertThat(store.epochs(job.id(), 0)).isEmpty();
  }

  @Test
  void epochThatIsDoneAgainReplacesItselfAndThoseBehindIt() {
    Job job = desk.submit(training("mine", null));
    Attempt attempt = attempts.begin(entry(job)).orElseThrow();
    for (int epoch = 1; epoch <= 3; epoch++) {
      attempts.epoch(attempt, epoch(epoch, epoch));
    }
    attempts.epoch(attempt, epoch(2, 2.5));

    assertThat(store.epochs(job.id(), 0)).containsExactly(epoch(1, 1), epoch(2, 2.5));
    assertThat(store.epochs(job.id(), 1)).containsExactly(epoch(2, 2.5));
  }

  @Test
  void jobEndsWithItsOutcome() {
    Job job = desk.submit(training("mine", null));
    Attempt attempt = attempts.begin(entry(job)).orElseThrow();
    clock.pass(Duration.ofMinutes(3));
    JobOutcome outcome =
        new JobOutcome(
            List.of(new Manifest.Score("set", "val", "beam 3", Map.of("CIDEr", 0.5))),
            new JobOutcome.Made("mine", "1"),
            new JobOutcome.Activation(true, "better", 0.5, 0.4));

    assertThat(attempts.end(attempt, JobState.SUCCEEDED, progress(9), outcome, null)).isTrue();

    Job ended = get(job);
    assertThat(ended.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(ended.outcome()).isEqualTo(outcome);
    assertThat(ended.started()).isEqualTo(job.created());
    assertThat(ended.ended()).isEqualTo(clock.instant());
    assertThat(attempts.begin(entry(job))).isEmpty();
  }

  @Test
  void jobThatWaitsIsCancelledAtOnceAndNeverTakenUp() {
    Job job = desk.submit(training("mine", null));

    assertThat(desk.cancel(job).state()).isEqualTo(JobState.CANCELLED);
    assertThat(attempts.begin(entry(job))).isEmpty();
    assertThatThrownBy(() -> desk.cancel(job))
        .hasMessageContaining("The job has ended: it is cancelled");
  }

  @Test
  void jobThatRunsHearsThatItIsCancelledAtItsNextStep() {
    Job job = desk.submit(training("mine", null));
    Attempt attempt = attempts.begin(entry(job)).orElseThrow();

    Job told = desk.cancel(job);

    assertThat(told.state()).isEqualTo(JobState.RUNNING);
    assertThat(told.cancelling()).isTrue();
    assertThat(attempts.report(attempt, progress(5))).isEqualTo(Answer.CANCEL);
    attempts.end(attempt, JobState.CANCELLED, progress(5), null, null);
    assertThat(get(job)).returns(JobState.CANCELLED, Job::state).returns(false, Job::cancelling);
  }

  @Test
  void jobWhoseProcessDiedWhileItWasToStopIsCancelledByWhoTakesItUp() {
    Job job = desk.submit(training("mine", null));
    assertThat(attempts.begin(entry(job))).isPresent();
    desk.cancel(job);

    assertThat(attempts.begin(entry(job))).isEmpty();
    assertThat(get(job).state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void jobThatWasCancelledOrFailedGoesOnAndOneThatSucceededDoesNot() {
    Job job = desk.submit(training("mine", null));
    desk.cancel(job);
    Job resumed = desk.resume(job);
    assertThat(resumed).returns(JobState.QUEUED, Job::state).returns(null, Job::ended);
    assertThatThrownBy(() -> desk.resume(job)).hasMessageContaining("The job is queued");

    assertThat(attempts.begin(entry(job))).as("the place in the queue of then").isEmpty();
    Attempt attempt = attempts.begin(new Entry(job.id(), 2)).orElseThrow();
    JobProblem problem = JobProblem.of(Kind.TRAINING_DIVERGED, "At step 4", 4L);
    attempts.end(attempt, JobState.FAILED, progress(4), null, problem);
    assertThat(get(job).problem()).isEqualTo(problem);
    assertThat(desk.resume(job)).returns(JobState.QUEUED, Job::state).returns(null, Job::problem);

    attempt = attempts.begin(new Entry(job.id(), 3)).orElseThrow();
    attempts.end(attempt, JobState.SUCCEEDED, progress(9), null, null);
    assertThatThrownBy(() -> desk.resume(job)).hasMessageContaining("has succeeded");
  }

  @Test
  void jobThatIsGivenBackWaitsAndIsTakenUpAgain() {
    Job job = desk.submit(training("mine", null));
    attempts.release(attempts.begin(entry(job)).orElseThrow());

    assertThat(get(job).state()).isEqualTo(JobState.QUEUED);
    assertThat(attempts.begin(entry(job)).orElseThrow().number()).isEqualTo(2);
  }

  @Test
  void jobsAreDueInTheirOrderThoughTheClockIsSetBack() {
    Job first = desk.submit(training("mine", null));
    clock.pass(Duration.ofSeconds(1));
    Job second = desk.submit(training("mine", null));
    clock.pass(Duration.ofDays(-400));

    assertThat(due()).containsExactly(entry(first).toString(), entry(second).toString());
  }

  @Test
  void progressIsWrittenThoughTheClockIsSetBack() {
    Job job = desk.submit(training("mine", null));
    Run run = new Run(attempts.begin(entry(job)).orElseThrow(), attempts, clock);
    run.report(progress(1));
    run.report(progress(2));
    assertThat(get(job).progress()).as("a second has not gone by").isEqualTo(progress(1));

    clock.pass(Duration.ofDays(-1));
    run.report(progress(3));

    assertThat(get(job).progress()).isEqualTo(progress(3));
  }

  @Test
  void jobThatBringsDownEveryProcessFailsInTheEnd() {
    Job job = desk.submit(training("mine", null));
    for (int i = 0; i < Attempts.MOST_FRUITLESS - 1; i++) {
      assertThat(attempts.begin(entry(job))).isPresent();
    }
    attempts.bearFruit(attempts.begin(entry(job)).orElseThrow());
    for (int i = 0; i < Attempts.MOST_FRUITLESS; i++) {
      assertThat(attempts.begin(entry(job))).isPresent();
    }

    assertThat(attempts.begin(entry(job))).isEmpty();
    assertThat(get(job).state()).isEqualTo(JobState.FAILED);
    assertThat(get(job).problem().detail()).contains("20 times in a row");
  }

  @Test
  void datasetIsInUseAsLongAsAJobHasStillToWorkWithIt() {
    assertThat(store.userOf("set")).isEmpty();
    Job job = desk.submit(training("mine", null));
    assertThat(store.userOf("set")).map(Job::id).hasValue(job.id());
    assertThat(store.userOf("other")).isEmpty();
    desk.cancel(job);
    assertThat(store.userOf("set")).isEmpty();
  }

  @Test
  void whatWasAnsweredForIsThereWhenTheDatabaseIsOpenedAgain() {
    Job job = desk.submit(training("mine", "key"));
    database.close();
    open(new JobDatabase(settings, home));

    assertThat(desk.submit(training("mine", "key"))).isEqualTo(job);
  }

  private void open(JobDatabase opened) {
    database = opened;
    database.open();
    store = new JobStore(opened);
    desk = new JobDesk(opened, store, new JobQueue(opened, clock), clock);
    attempts = new Attempts(opened, clock);
  }

  /** What db-scheduler takes up now. */
  private List<String> due() {
    return database.read(
        client ->
            client
                .sql(
                    """
                    select task_instance from training_queue where execution_time <= :now
                      order by execution_time""")
                .param("now", JobRecords.time(clock.instant()))
                .query(String.class)
                .list());
  }

  private Job get(Job job) {
    return store.find(job.id()).orElseThrow();
  }

  private static Entry entry(Job job) {
    return new Entry(job.id(), 1);
  }

  private static NewJob training(String name, String key) {
    return new NewJob(
        new Sent(JobKind.TRAINING, "sent " + name, key), name, "set", "{\"epochs\":3}");
  }

  private static JobProgress progress(long step) {
    return new JobProgress(
        JobProgress.Phase.TRAINING, 1, 3, step, 30L, 2.5, 1000.0, null, null, 12.5);
  }

  private static EpochLine epoch(int epoch, double loss) {
    return new EpochLine(epoch, loss, true, 1.5, 100, 2.0, Map.of("CIDEr", 0.3), List.of());
  }
}
