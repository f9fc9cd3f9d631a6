package io.nanobot.host.store.jdbc;

import static io.nanobot.host.store.MessageStore.Appended.STORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.host.store.Lease;
import io.nanobot.host.store.MessageStore.Completion;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.PowerCut;
import io.nanobot.host.store.PowerCut.Aftermath;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.StoredMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** What the store acknowledged is there after a power cut, and halves of a step are not. */
final class StorePowerCutTest {
  private static final String FILE = "messages.db";
  private static final int ACKNOWLEDGEMENTS = 200;
  private static final Duration LEASE = Duration.ofSeconds(30);

  @TempDir private Path scratch;

  @Test
  void keepsEveryAcknowledgedQuestion() throws Exception {
    Aftermath aftermath = after(AppendsQuestions.class, SynchronousMode.FULL);

    assertThat(left(aftermath, Queue.INBOX)).containsAll(aftermath.acknowledged());
    assertThat(aftermath.syncs()).isGreaterThanOrEqualTo(aftermath.acknowledged().size());
  }

  @Test
  void losesQuestionsIfCommitsWereNotFlushed() throws Exception {
    Aftermath aftermath = after(AppendsQuestions.class, SynchronousMode.NORMAL);

    assertThat(left(aftermath, Queue.INBOX)).doesNotContain(last(aftermath.acknowledged()));
  }

  @Test
  void leavesOfEveryQuestionEitherItselfOrItsReply() throws Exception {
    Aftermath aftermath = after(CompletesQuestions.class, SynchronousMode.FULL);

    Set<String> pending = new TreeSet<>(left(aftermath, Queue.INBOX));
    Set<String> answered = new TreeSet<>(left(aftermath, Samples.OUTBOX));
    Set<String> both = new TreeSet<>(pending);
    both.retainAll(answered);
    assertThat(both).as("replied to and still to be replied to").isEmpty();
    for (String line : aftermath.acknowledged()) {
      String question = line.substring(line.indexOf(' ') + 1);
      if (line.startsWith("completed")) {
        assertThat(answered).contains(question);
      } else {
        assertThat(pending.contains(question) || answered.contains(question))
            .as("%s is pending or answered", question)
            .isTrue();
      }
    }
  }

  @Test
  void waitsForASlowDiskAndLetsManyShareAFlush() throws Exception {
    Aftermath aftermath =
        PowerCut.after(
            ACKNOWLEDGEMENTS,
            Duration.ofMillis(50),
            scratch,
            AppendsFromMany.class,
            SynchronousMode.FULL.name());

    assertThat(left(aftermath, Queue.INBOX)).containsAll(aftermath.acknowledged());
    assertThat(aftermath.syncs()).isLessThan(aftermath.acknowledged().size() / 2);
  }

  @Test
  void keepsEveryAcknowledgedQuestionWhileTheLogIsBroughtIntoTheFile() throws Exception {
    Aftermath aftermath =
        PowerCut.after(
            ACKNOWLEDGEMENTS,
            Duration.ofMillis(2),
            scratch,
            AppendsBesideCheckpoints.class,
            SynchronousMode.FULL.name());

    assertThat(left(aftermath, Queue.INBOX)).containsAll(aftermath.acknowledged());
    assertThat(Files.size(aftermath.disk().resolve(FILE))).as("brought over").isPositive();
    List<String> findings = new ArrayList<>();
    new StoreTools(dialect(aftermath.disk(), SynchronousMode.FULL)).verify(findings::add);
    assertThat(findings).isEmpty();
  }

  private Aftermath after(Class<?> program, SynchronousMode synchronous) {
    return PowerCut.after(ACKNOWLEDGEMENTS, scratch, program, synchronous.name());
  }

  private static String last(List<String> list) {
    return list.get(list.size() - 1);
  }

  private static JdbcMessageStore open(Path folder, SynchronousMode synchronous) {
    return JdbcMessageStore.open(
        dialect(folder, synchronous), "gateway", 1_000_000, Clock.systemUTC(), () -> {});
  }

  private static SqliteDialect dialect(Path folder, SynchronousMode synchronous) {
    return new SqliteDialect(folder.resolve(FILE), new SteadyClock(), synchronous);
  }

  /** The numbers of the questions that still wait in a queue, themselves or by their answers. */
  private static List<String> left(Aftermath aftermath, Queue queue) throws InterruptedException {
    List<String> left = new ArrayList<>();
    try (JdbcMessageStore store = open(aftermath.disk(), SynchronousMode.FULL)) {
      for (List<Lease> leases = store.claim(queue, 100, LEASE);
          !leases.isEmpty();
          leases = store.claim(queue, 100, LEASE)) {
        for (Lease lease : leases) {
          for (StoredMessage message : store.read(lease, Integer.MAX_VALUE)) {
            left.add(question(message.payload()));
          }
        }
      }
      assertThat(left).doesNotHaveDuplicates().hasSize((int) store.pending(queue));
    }
    return left;
  }

  private static String question(Payload payload) {
    String id =
        payload instanceof Payload.Question question
            ? question.message().id()
            : ((Payload.Answer) payload).message().id();
    return id.substring(id.lastIndexOf('-') + 1);
  }

  /** Acknowledges one question after the other, until it is killed. */
  static final class AppendsQuestions {
    private AppendsQuestions() {}

    /** The folder, and SQLite's synchronous. */
    public static void main(String[] arguments) {
      JdbcMessageStore store = open(Path.of(arguments[0]), SynchronousMode.valueOf(arguments[1]));
      for (int n = 0; store.append(Samples.question(n)).join() == STORED; n++) {
        PowerCut.acknowledge(Integer.toString(n));
      }
    }
  }

  /** Appends a question, and then completes it with an answer, until it is killed. */
  static final class CompletesQuestions {
    private CompletesQuestions() {}

    /** The folder, and SQLite's synchronous. */
    public static void main(String[] arguments) throws InterruptedException {
      JdbcMessageStore store = open(Path.of(arguments[0]), SynchronousMode.valueOf(arguments[1]));
      // Each round leaves one of its two questions to wait.
      for (int n = 0; store.append(Samples.question(n)).join() == STORED; n++) {
        PowerCut.acknowledge("appended " + n);
        if (n % 2 == 0) {
          complete(store);
        }
      }
    }

    private static void complete(JdbcMessageStore store) throws InterruptedException {
      Lease lease = store.claim(Queue.INBOX, 1, LEASE).get(0);
      StoredMessage message = store.read(lease, 1).get(0);
      String number = question(message.payload());
      Completion completion =
          store
              .complete(
                  lease,
                  message.position(),
                  List.of(Samples.answer(lease.lane().conversation(), "question-" + number)),
                  List.of(),
                  Optional.empty())
              .join();
      if (completion == Completion.DRAINED) {
        PowerCut.acknowledge("completed " + number);
      }
    }
  }

  /** As {@link AppendsQuestions}, with many who wait for an acknowledgement at the same time. */
  static final class AppendsFromMany {
    private static final int PRODUCERS = 16;

    private AppendsFromMany() {}

    /** The folder, and SQLite's synchronous. */
    public static void main(String[] arguments) {
      JdbcMessageStore store = open(Path.of(arguments[0]), SynchronousMode.valueOf(arguments[1]));
      AtomicInteger next = new AtomicInteger();
      for (int i = 0; i < PRODUCERS; i++) {
        new Thread(() -> append(store, next)).start();
      }
    }

    private static void append(JdbcMessageStore store, AtomicInteger next) {
      int n = next.getAndIncrement();
      while (store.append(Samples.question(n)).join() == STORED) {
        PowerCut.acknowledge(Integer.toString(n));
        n = next.getAndIncrement();
      }
    }
  }

  /** As {@link AppendsQuestions}, while the log is brought into the file again and again. */
  static final class AppendsBesideCheckpoints {
    private AppendsBesideCheckpoints() {}

    /** The folder, and SQLite's synchronous. */
    public static void main(String[] arguments) {
      // Before the questions, so that there is a file.
      open(Path.of(arguments[0]), SynchronousMode.valueOf(arguments[1])).close();
      new Thread(() -> checkpoint(arguments)).start();
      AppendsQuestions.main(arguments);
    }

    private static void checkpoint(String... arguments) {
      Path folder = Path.of(arguments[0]);
      SynchronousMode synchronous = SynchronousMode.valueOf(arguments[1]);
      try (Session session = dialect(folder, synchronous).openCheckpointer()) {
        while (true) {
          session.first("PRAGMA wal_checkpoint(PASSIVE)", result -> result.getLong(2));
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
