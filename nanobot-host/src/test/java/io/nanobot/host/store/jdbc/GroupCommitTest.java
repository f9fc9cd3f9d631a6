package io.nanobot.host.store.jdbc;

import static io.nanobot.host.store.MessageStore.Appended.STORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nanobot.host.store.MessageStore.Appended;
import io.nanobot.host.store.NewMessage;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class GroupCommitTest {
  @TempDir private Path directory;

  private GroupCommit resting() throws SQLException {
    Dialect dialect = new SqliteDialect(directory.resolve("messages.db"), new SteadyClock());
    Session session = dialect.open();
    new Migrations(dialect).run(session);
    return new GroupCommit(
        session,
        new StoreContext(dialect, "gateway", new LaneTable(dialect), new Backlog(), Map.of()),
        Clock.systemUTC());
  }

  @Test
  void aChangeThatIsRefusedFailsAlone() throws Exception {
    try (GroupCommit commits = resting()) {
      CompletableFuture<Appended> before = commits.submit(append("1"));
      CompletableFuture<Void> poison = commits.submit(new Poison());
      CompletableFuture<Appended> after = commits.submit(append("2"));
      commits.start(); // all three are one batch

      assertThat(List.of(before.join(), after.join())).containsOnly(STORED);
      assertThat(poison).isCompletedExceptionally();
      assertThat(commits.status().working()).isTrue();
    }
  }

  @Test
  void pausesWhenOnlyTheSmallestChangeWorks() throws Exception {
    try (GroupCommit commits = resting()) {
      long began = System.nanoTime();
      CompletableFuture<Integer> change = commits.submit(new TooLargeAtFirst(3));
      CompletableFuture<Appended> append = commits.submit(append("1"));
      commits.start();

      assertThat(change.get(10, TimeUnit.SECONDS)).isEqualTo(4);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(300));
      assertThat(append).as("was not stored").isCompletedExceptionally();
      assertThat(commits.submit(append("1")).join()).isEqualTo(STORED);
    }
  }

  @Test
  void givesUpWhatAlwaysFailsWhileOthersDoNot() throws Exception {
    try (GroupCommit commits = resting()) {
      CompletableFuture<Integer> before = commits.submit(new TooLargeAtFirst(1));
      CompletableFuture<Integer> damaged = commits.submit(new TooLargeAtFirst(Integer.MAX_VALUE));
      CompletableFuture<Integer> after = commits.submit(new TooLargeAtFirst(0));
      commits.start();

      assertThat(before.get(20, TimeUnit.SECONDS)).isEqualTo(2);
      assertThat(after.get(20, TimeUnit.SECONDS)).isPositive();
      assertThat(damaged).as("was given up").isCompletedExceptionally();
      await().until(() -> commits.status().working());
      assertThat(commits.submit(append("1")).join()).isEqualTo(STORED);
    }
  }

  private static Append append(String id) {
    NewMessage message = MessageStoreContract.question("a", id);
    return new Append(
        message, new PayloadCodec().encode(message.payload()), 1_000, Integer.MAX_VALUE);
  }

  private static final class Poison extends Change<Void> {
    @Override
    void declare(UnitOfWork work) {
      // about no lane
    }

    @Override
    Void apply(UnitOfWork work) throws SQLException {
      work.session().update("INSERT INTO heartbeat (id, beat_at) VALUES (1, 0)");
      return null;
    }
  }

  /** The disk has room for a heartbeat, but not for this. */
  private static final class TooLargeAtFirst extends Change<Integer> {
    private final int times;
    private int tried;

    TooLargeAtFirst(int times) {
      this.times = times;
    }

    @Override
    void declare(UnitOfWork work) {
      // about no lane
    }

    @Override
    Integer apply(UnitOfWork work) throws SQLException {
      tried++;
      if (tried <= times) {
        SQLiteErrorCode full = SQLiteErrorCode.SQLITE_FULL;
        throw new SQLiteException(full.message, full);
      }
      return tried;
    }
  }
}
