package org.imagecaptioning.jobs.database;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.event.SchedulerListener;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.imagecaptioning.settings.DatabaseSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database of the jobs. It is opened, and its schema brought up to date, on a thread of its
 * own, once the service is ready: it is ready before, and without. A database that does not answer
 * is tried again until it does.
 */
public final class JobDatabase implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(JobDatabase.class);

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

  /** How long a call waits for a database that is being opened, or for a connection. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int MOST_CONNECTIONS = 8;

  private final String url;
  private final HikariDataSource pool;
  private final DataSource transactional;
  private final TransactionTemplate transactions;
  private final JdbcClient jdbc;
  private final CompletableFuture<JobDatabase> open = new CompletableFuture<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread opener = new Thread(this::openPatiently, "job-database");
  private final Outage outage = new Outage();
  private final OutageLog outageLog = new OutageLog(outage);
  private volatile @Nullable Throwable lastFailure;

  /** Touches nothing yet. */
  public JobDatabase(DatabaseSettings settings, Path home) {
    String configured = settings.url();
    url = configured == null ? DatabaseSettings.fileUrl(home) : configured;
    pool = pool(settings);
    transactional = new TransactionAwareDataSourceProxy(pool);
    transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
    jdbc = JdbcClient.create(pool);
    opener.setDaemon(true);
  }

  /** Begins when its first connection is asked for. */
  private HikariDataSource pool(DatabaseSettings settings) {
    HikariDataSource lazy = new HikariDataSource();
    lazy.setPoolName("jobs");
    lazy.setJdbcUrl(url);
    lazy.setUsername(settings.username());
    lazy.setPassword(settings.password());
    lazy.setMaximumPoolSize(MOST_CONNECTIONS);
    lazy.setMinimumIdle(1);
    lazy.setConnectionTimeout(PATIENCE.toMillis());
    lazy.setValidationTimeout(TimeUnit.SECONDS.toMillis(1));
    lazy.setInitializationFailTimeout(-1); // without a database the service starts all the same
    if (DatabaseSettings.vendor(url).equals("postgresql")) {
      // A server that has vanished is noticed, not waited for.
      lazy.addDataSourceProperty("connectTimeout", "3");
      lazy.addDataSourceProperty("socketTimeout", "30");
      lazy.addDataSourceProperty("tcpKeepAlive", "true");
    } else {
      // H2 would close itself in a shutdown hook, while jobs are still being released.
      lazy.addDataSourceProperty("DB_CLOSE_ON_EXIT", "FALSE");
    }
    return lazy;
  }

  /** Begins to open it. */
  public void open() {
    opener.start();
  }

  private void openPatiently() {
    try {
      while (!tryToOpen()) {
        if (closing.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
      open.complete(this);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean tryToOpen() {
    long start = System.nanoTime();
    try {
      Flyway.configure()
          .dataSource(pool)
          .locations("classpath:db/migration/" + DatabaseSettings.vendor(url))
          .load()
          .migrate();
      log.info(
          "The database of the jobs is open after {} ms", (System.nanoTime() - start) / 1_000_000);
      lastFailure = null;
      return true;
    } catch (RuntimeException failure) {
      if (lastFailure == null && closing.getCount() > 0) {
        log.warn(
            "The database of the jobs cannot be opened, and is tried again until it can: {}",
            NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
        log.debug("It cannot be opened", failure);
      }
      lastFailure = failure;
      return false;
    }
  }

  /** Done, on the thread that opened it, once it is open. */
  public void whenOpen(Runnable action) {
    open.thenRun(action);
  }

  /** Whether it answers now. */
  public boolean answers() {
    try {
      return open.isDone()
          && read(client -> client.sql("select 1").query(Integer.class).single()) == 1;
    } catch (DatabaseDownException down) {
      return false;
    }
  }

  /** How db-scheduler speaks to it; told, so that it need not connect to find out. */
  public JdbcCustomization schedulerDialect() {
    return DatabaseSettings.vendor(url).equals("postgresql")
        ? new PostgreSqlJdbcCustomization(false, false)
        : new DefaultJdbcCustomization(false);
  }

  /** To be told by db-scheduler when it has reached the database. */
  public SchedulerListener schedulerListener() {
    return new AbstractSchedulerListener() {
      @Override
      public void onSchedulerEvent(SchedulerEventType type) {
        if (type == SchedulerEventType.RAN_EXECUTE_DUE) {
          outage.over();
        }
      }
    };
  }

  /** For db-scheduler: takes part in {@link #transact}. */
  public DataSource dataSource() {
    return transactional;
  }

  /**
   * @throws DatabaseDownException if it does not answer
   */
  public <T> T read(Function<JdbcClient, T> work) {
    awaitOpen();
    try {
      T answer = work.apply(jdbc);
      outage.over();
      return answer;
    } catch (RuntimeException failure) {
      throw told(failure);
    }
  }

  /**
   * All or nothing.
   *
   * @throws DatabaseDownException if it does not answer
   */
  public <T> T transact(Function<JdbcClient, T> work) {
    awaitOpen();
    try {
      T answer = transactions.execute(status -> work.apply(jdbc));
      outage.over();
      return answer;
    } catch (RuntimeException failure) {
      throw told(failure);
    }
  }

  private RuntimeException told(RuntimeException failure) {
    if (Failures.isClosed(failure)) {
      // H2 closes itself where it cannot write, and is opened anew once nobody is connected.
      pool.getHikariPoolMXBean().softEvictConnections();
    }
    if (!Failures.isDown(failure)) {
      return failure;
    }
    outage.noticed(failure);
    return new DatabaseDownException(failure);
  }

  private void awaitOpen() {
    if (open.isDone()) {
      return;
    }
    if (lastFailure != null || closing.getCount() == 0) {
      throw new DatabaseDownException(lastFailure);
    }
    try {
      open.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException late) {
      throw new DatabaseDownException(late);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new DatabaseDownException(stopped);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    opener.interrupt();
    try {
      opener.join(PATIENCE.toMillis()); // its files are not written any more once this returns
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    pool.close();
    outageLog.close();
  }
}
