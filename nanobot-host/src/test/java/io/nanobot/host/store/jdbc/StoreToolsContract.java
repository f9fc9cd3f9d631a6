package io.nanobot.host.store.jdbc;

import static io.nanobot.host.store.jdbc.MessageStoreContract.answer;
import static io.nanobot.host.store.jdbc.MessageStoreContract.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nanobot.api.channel.Receipt;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.host.store.DeadLetter;
import io.nanobot.host.store.KnownSenders;
import io.nanobot.host.store.Lane;
import io.nanobot.host.store.Lease;
import io.nanobot.host.store.MessageStore.Appended;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.OutboxMessage;
import io.nanobot.host.store.OutboxMessage.State;
import io.nanobot.host.store.Pairings;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Person;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.Said;
import io.nanobot.host.store.Sighting;
import io.nanobot.host.store.StoreCopied;
import io.nanobot.host.store.StoreException;
import io.nanobot.host.store.StoreReport;
import io.nanobot.host.store.StoredMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands do with every engine of the store, beside a gateway that is at work. */
abstract class StoreToolsContract {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private static final Pairings.Bounds BOUNDS = new Pairings.Bounds(3, 50, Duration.ofHours(1));

  private Dialect dialect;
  private StoreTools tools;
  private final List<JdbcMessageStore> gateways = new ArrayList<>();

  /** The engine, with nothing in it yet, each time anew. */
  abstract Dialect dialect();

  @BeforeEach
  void create() {
    dialect = dialect();
    tools = new StoreTools(dialect);
  }

  @AfterEach
  void close() {
    gateways.forEach(JdbcMessageStore::close);
  }

  /** A gateway on the store. */
  private JdbcMessageStore gateway() {
    JdbcMessageStore gateway = open(dialect);
    gateways.add(gateway);
    return gateway;
  }

  private static JdbcMessageStore open(Dialect dialect) {
    return JdbcMessageStore.open(dialect, "me", 1_000, Clock.systemUTC(), () -> {});
  }

  @Test
  void knowsThatNoGatewayHasRunYet() {
    assertThat(tools.exists()).isFalse();
    assertThatThrownBy(() -> tools.deadLetters())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("There is no message store yet");
    gateway();
    assertThat(tools.exists()).isTrue();
  }

  @Test
  void refusesTablesOfANewerVersion() throws Exception {
    gateway();
    damage("INSERT INTO schema_version (version) VALUES (99)");
    assertThatThrownBy(() -> tools.deadLetters())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("version 99");
  }

  @Test
  void showsDeadQuestionsAndAnswers() throws Exception {
    JdbcMessageStore gateway = gateway();
    bury(gateway, question("a", "1"), "no agent");
    reply(gateway, answer("b", "2"));
    abandon(gateway, Queue.outbox("dingtalk"), "rude");

    assertThat(letters()).extracting(DeadLetter::reason).containsExactly("no agent", "rude");
    assertThat(letters()).extracting(DeadLetter::channel).containsOnly("dingtalk");
    DeadLetter first = letters().get(0);
    assertThat(first.lane()).isEqualTo(new Lane(Queue.INBOX, "a"));
    assertThat(first.messageId()).isEqualTo("1");
    assertThat(first.attempts()).isEqualTo(1);
    assertThat(first.payload()).contains(question("a", "1").payload());
    assertThat(tools.deadLetters().find(first.id())).contains(first);
    assertThat(tools.deadLetters().find(99)).isEmpty();
  }

  @Test
  void tellsWhatBecameOfAMessageForAPlatform() throws Exception {
    JdbcMessageStore gateway = gateway();
    Queue outbox = Queue.outbox("dingtalk");
    NewMessage waits = answer("a", "waits").once("dingtalk", "waits");
    reply(gateway, answer("a", "sent"));
    Lease lease = gateway.claim(outbox, 1, LEASE).get(0);
    gateway.append(waits).join();
    List<String> ids = List.of("id 1", "id 2");
    gateway.complete(lease, 1, List.of(), ids, Optional.empty()).join();
    reply(gateway, answer("b", "without ID"));
    Lease other = gateway.claim(outbox, 1, LEASE).get(0);
    gateway.complete(other, 1, List.of(), List.of(), Optional.empty()).join();
    reply(gateway, answer("c", "refused"));
    abandon(gateway, outbox, "rude");

    assertThat(tools.outbox("dingtalk", "sent"))
        .contains(new OutboxMessage(sent(answer("a", "sent")), State.SENT, new Receipt(ids)));
    assertThat(tools.outbox("dingtalk", "without ID"))
        .map(OutboxMessage::state)
        .contains(State.SENT);
    assertThat(tools.outbox("dingtalk", "waits")).map(OutboxMessage::state).contains(State.WAITS);
    assertThat(tools.outbox("dingtalk", "refused"))
        .map(OutboxMessage::state)
        .contains(State.GIVEN_UP);
    assertThat(tools.outbox("other", "sent")).isEmpty();
    assertThat(tools.outbox("dingtalk", "question of sent")).isEmpty();

    assertThat(tools.deadLetters().retry(letters().get(0).id())).isTrue();
    assertThat(tools.outbox("dingtalk", "refused")).map(OutboxMessage::state).contains(State.WAITS);
  }

  private static OutboundMessage sent(NewMessage answer) {
    return ((Payload.Answer) answer.payload()).message();
  }

  @Test
  void triesOneAgainAtTheEndOfItsLane() throws Exception {
    JdbcMessageStore gateway = gateway();
    bury(gateway, question("a", "1"), "no agent");
    gateway.append(question("a", "2")).join();
    DeadLetter letter = letters().get(0);

    assertThat(tools.deadLetters().retry(letter.id())).isTrue();
    assertThat(letters()).isEmpty();
    assertThat(tools.deadLetters().retry(letter.id())).isFalse();

    Lease lease = gateway.claim(Queue.INBOX, 1, LEASE).get(0);
    assertThat(gateway.read(lease, 10))
        .extracting(message -> message.payload())
        .containsExactly(question("a", "2").payload(), question("a", "1").payload());
    assertThat(gateway.append(question("a", "1")).join()).isEqualTo(Appended.DUPLICATE);
  }

  @Test
  void triesAllAgainInTheirOrder() throws Exception {
    JdbcMessageStore gateway = gateway();
    for (int i = 0; i < 250; i++) {
      bury(gateway, question("a", Integer.toString(i)), "no agent");
    }
    damage("UPDATE dead_letter SET payload = '{' WHERE message_id = '7'");

    assertThat(tools.deadLetters().retryAll(letter -> true)).isEqualTo(249);
    assertThat(tools.deadLetters().retryAll(letter -> true)).isZero();
    assertThat(letters()).extracting(DeadLetter::messageId).containsExactly("7");
    assertThatThrownBy(() -> tools.deadLetters().retry(letters().get(0).id()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("can not be read");
    Lease lease = gateway.claim(Queue.INBOX, 1, LEASE).get(0);
    assertThat(gateway.read(lease, 2))
        .extracting(message -> message.payload())
        .containsExactly(question("a", "0").payload(), question("a", "1").payload());
  }

  @Test
  void removesOneOrThoseThatAreOldEnough() throws Exception {
    JdbcMessageStore gateway = gateway();
    bury(gateway, question("a", "1"), "no agent");
    bury(gateway, question("b", "2"), "no agent");
    bury(gateway, question("c", "3"), "no agent");
    damage("UPDATE dead_letter SET died_at = died_at - 90000000 WHERE message_id = '2'");
    DeadLetters deadLetters = tools.deadLetters();

    assertThat(deadLetters.purge(letters().get(0).id())).isTrue();
    assertThat(deadLetters.purge(99)).isFalse();
    assertThat(deadLetters.purgeAll(deadLetters.olderThan(Duration.ofDays(1)))).isEqualTo(1);
    assertThat(letters()).extracting(DeadLetter::messageId).containsExactly("3");
    assertThat(deadLetters.purgeAll(letter -> letter.channel().equals("other"))).isZero();
  }

  @Test
  void tellsWhatWaitsAndWhoWorksOnIt() throws Exception {
    JdbcMessageStore gateway = gateway();
    gateway.append(question("a", "1")).join();
    gateway.append(question("a", "2")).join();
    gateway.append(question("b", "3")).join();
    gateway.claim(Queue.INBOX, 1, LEASE);
    gateway.hold("dingtalk", 1, LEASE).join();
    gateway.hold("other", 1, LEASE).join();
    gateway.give("other").join();
    damage("UPDATE message SET created_at = created_at - 60000 WHERE id = '1'");

    StoreReport report = tools.report();
    assertThat(report.version()).isEqualTo(Migrations.LATEST);
    assertThat(report.queues()).hasSize(1);
    StoreReport.Waiting waiting = report.queues().get(0);
    assertThat(waiting.queue()).isEqualTo(Queue.INBOX);
    assertThat(waiting.messages()).isEqualTo(3);
    assertThat(waiting.lanes()).isEqualTo(2);
    assertThat(waiting.leased()).isEqualTo(1);
    assertThat(waiting.oldest().orElseThrow()).isGreaterThanOrEqualTo(Duration.ofSeconds(59));
    assertThat(report.holders())
        .extracting(StoreReport.Holder::channel, StoreReport.Holder::owner)
        .containsExactly(tuple("dingtalk", "me"));
    assertThat(report.bytes().isPresent()).isEqualTo(!dialect.isShared());
  }

  @Test
  void findsNothingWrongWithAStoreInUse() throws Exception {
    fill(gateway());
    assertThat(findings()).isEmpty();
  }

  @Test
  void findsWhatIsMissingInALane() throws Exception {
    fill(gateway());
    damage("DELETE FROM message WHERE id = 'w3'");
    assertThat(findings())
        .singleElement()
        .asString()
        .contains("(in, waiting) lacks 1 of the 4 messages from 1 to 4.");
  }

  @Test
  void findsWhatIsBehindTheEndOfALane() throws Exception {
    fill(gateway());
    damage("UPDATE lane SET tail = 3 WHERE conversation = 'waiting'");
    assertThat(findings()).singleElement().asString().contains("1 messages behind its end 3");
  }

  @Test
  void findsALaneThatBeginsBehindItsEnd() throws Exception {
    fill(gateway());
    damage("UPDATE lane SET head = 9 WHERE conversation = 'waiting'");
    assertThat(findings()).singleElement().asString().contains("begins at 9, behind its end 4");
  }

  @Test
  void findsALaneThatNobodyWouldTake() throws Exception {
    fill(gateway());
    damage("UPDATE lane SET visible_at = NULL WHERE conversation = 'waiting'");
    assertThat(findings()).singleElement().asString().contains("is idle, but 4 messages wait");
  }

  @Test
  void findsALaneThatIsTakenForNothing() throws Exception {
    fill(gateway());
    damage("UPDATE lane SET visible_at = 1 WHERE conversation = 'done'");
    assertThat(findings()).singleElement().asString().contains("is active, but nothing waits");
  }

  @Test
  void findsContentThatCanNotBeRead() throws Exception {
    fill(gateway());
    damage(
        "UPDATE message SET payload = '{}' WHERE id = 'w2'",
        "UPDATE dead_letter SET payload = 'x'");
    assertThat(findings())
        .hasSize(2)
        .anyMatch(finding -> finding.startsWith("Message 2 of lane"))
        .anyMatch(finding -> finding.startsWith("Dead letter 1 "));
  }

  @Test
  void findsPeopleWhoAreNobodyAndCodesOfTwo() throws Exception {
    JdbcMessageStore gateway = gateway();
    meet(gateway);
    gateway.pairings().request(person("c"), "C", () -> "CCCC-CCCC", BOUNDS).join();
    damage("UPDATE pairing_request SET code = 'CCCC-CCCC'", "UPDATE seen_sender SET sender = ''");
    assertThat(findings())
        .containsExactlyInAnyOrder(
            "1 rows of seen_sender name nobody.",
            "1 pairing codes belong to more than one request.");
  }

  @Test
  void approvesAndRevokesBesideTheGateway() {
    JdbcMessageStore gateway = gateway();
    gateway.pairings().request(person("a"), "A", () -> "AAAA-AAAA", BOUNDS).join();
    assertThat(tools.pairings().pending().join()).hasSize(1);

    assertThat(tools.pairings().approve("AAAA-AAAA", "me").join()).isPresent();
    assertThat(gateway.pairings().has(person("a")).join()).isTrue();
    assertThat(tools.pairings().revoke(Optional.empty(), "a").join()).hasSize(1);
    assertThat(gateway.pairings().has(person("a")).join()).isFalse();
  }

  @Test
  void movesToAnotherEngineAndBack(@TempDir Path folder) throws Exception {
    JdbcMessageStore gateway = gateway();
    fill(gateway);
    gateway.claim(Queue.INBOX, 1, LEASE);
    Path away = folder.resolve("away.db");
    assertThat(tools.backup(away)).isEqualTo(new StoreCopied(1_208, 1));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(away)))
        .isEqualTo("rw-------");
    assertThat(folder.toFile().list()).containsExactly("away.db");

    Dialect other = new SqliteDialect(folder.resolve("other.db"), new SteadyClock());
    StoreTools otherTools = new StoreTools(other);
    assertThat(otherTools.restore(away)).isEqualTo(new StoreCopied(1_208, 1));
    Path back = folder.resolve("back.db");
    assertThat(otherTools.backup(back)).isEqualTo(new StoreCopied(1_208, 1));

    Dialect fresh = dialect();
    StoreTools freshTools = new StoreTools(fresh);
    assertThat(freshTools.restore(back)).isEqualTo(new StoreCopied(1_208, 1));

    for (CopiedTable table : CopiedTable.ALL) {
      if (!table.name().equals("lane")) {
        assertThat(rows(freshTools, table)).as(table.name()).isEqualTo(rows(tools, table));
      }
    }
    assertThat(freshTools.report().queues())
        .extracting(StoreReport.Waiting::messages, StoreReport.Waiting::leased)
        .containsExactly(tuple(4L, 0L));
    try (JdbcMessageStore moved = open(fresh)) {
      assertThat(moved.append(question("waiting", "w1")).join()).isEqualTo(Appended.DUPLICATE);
      assertThat(moved.append(question("waiting", "w5")).join()).isEqualTo(Appended.STORED);
      Lane elsewhere = new Lane(Queue.outbox("elsewhere"), "new");
      bury(
          moved,
          new NewMessage(elsewhere, Optional.of("x"), "n1", question("new", "n1").payload()),
          "no channel");
      List<Lease> leases = moved.claim(Queue.INBOX, 10, LEASE);
      assertThat(leases).hasSize(1);
      assertThat(moved.read(leases.get(0), 10))
          .extracting(message -> message.payload())
          .containsExactly(
              question("waiting", "w1").payload(),
              question("waiting", "w2").payload(),
              question("waiting", "w3").payload(),
              question("waiting", "w4").payload(),
              question("waiting", "w5").payload());
    }
    assertThat(findings(freshTools)).isEmpty();
  }

  @Test
  void restoresOnlyIntoAnEmptyStore(@TempDir Path folder) throws Exception {
    JdbcMessageStore gateway = gateway();
    gateway.append(question("a", "1")).join();
    Path backup = folder.resolve("backup.db");
    tools.backup(backup);
    assertThatThrownBy(() -> tools.restore(backup))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is not empty");
    assertThatThrownBy(() -> tools.backup(backup))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is there already");
  }

  @Test
  void restoresNothingThatIsNoBackup(@TempDir Path folder) throws Exception {
    Path junk = Files.writeString(folder.resolve("junk.db"), "no database".repeat(1_000));
    assertThatThrownBy(() -> tools.restore(junk))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is no backup");
    Path empty = Files.createFile(folder.resolve("empty.db"));
    assertThatThrownBy(() -> tools.restore(empty)).hasMessageContaining("is no backup");
    Path missing = folder.resolve("missing.db");
    assertThatThrownBy(() -> tools.restore(missing)).hasMessageContaining("There is no file");
    assertThat(missing).doesNotExist();
    assertThat(tools.exists()).isFalse();
  }

  @Test
  void restoresNothingUnderAGatewayThatIsConnected(@TempDir Path folder) throws Exception {
    assumeTrue(dialect.isShared(), "a file has a lock instead");
    JdbcMessageStore gateway = gateway();
    Path backup = folder.resolve("backup.db");
    tools.backup(backup);
    gateway.hold("dingtalk", 1, LEASE).join();
    assertThatThrownBy(() -> tools.restore(backup))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("me holds the connection of dingtalk");
    gateway.give("dingtalk").join();
    assertThat(tools.restore(backup)).isEqualTo(new StoreCopied(0, 0));
  }

  /** More than one portion of what is done, something that waits, a receipt, a dead letter. */
  private static void fill(JdbcMessageStore gateway) throws InterruptedException {
    List<CompletableFuture<Appended>> appended = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      appended.add(gateway.append(question(i % 2 == 0 ? "done" : "done " + i % 9, "d" + i)));
      if (appended.size() == 600) {
        appended.forEach(CompletableFuture::join);
        finish(gateway);
        appended.clear();
      }
    }
    bury(gateway, question("dead", "x"), "no agent");
    reply(gateway, answer("b", "2"));
    for (int i = 1; i <= 4; i++) {
      gateway.append(question("waiting", "w" + i)).join();
    }
    Lease lease = gateway.claim(Queue.outbox("dingtalk"), 1, LEASE).get(0);
    gateway
        .complete(lease, 1, List.of(), List.of("platform 1", "platform 2"), Optional.empty())
        .join();
    meet(gateway);
  }

  /** Somebody who is admitted, somebody who waits, and what is remembered of them. */
  private static void meet(JdbcMessageStore gateway) throws InterruptedException {
    Pairings pairings = gateway.pairings();
    pairings.request(person("héloïse"), "Héloïse", () -> "AAAA-AAAA", BOUNDS).join();
    pairings.approve("AAAA-AAAA", "me").join();
    pairings.request(person("b"), "B", () -> "BBBB-BBBB", BOUNDS).join();
    KnownSenders senders = gateway.knownSenders();
    senders
        .seen(
            new Sighting(
                person("b"),
                "b",
                "B",
                Optional.of(Conversation.group("g", "G")),
                "UNPAIRED",
                Optional.empty()))
        .join();
    NewMessage notice = answer("told", "t1");
    senders.tell(person("b"), "pairing", Duration.ofHours(1), notice).join();
    Lease lease = gateway.claim(notice.lane().queue(), 1, LEASE).get(0);
    gateway.complete(lease, 1, List.of(), List.of(), Optional.empty()).join();
  }

  private static Person person(String id) {
    return new Person("dingtalk", new Identity("staffId", id));
  }

  private static void finish(JdbcMessageStore gateway) throws InterruptedException {
    for (Lease lease : gateway.claim(Queue.INBOX, 1_000, LEASE)) {
      List<CompletableFuture<?>> done = new ArrayList<>();
      for (StoredMessage message : gateway.read(lease, 1_000)) {
        Optional<Said> said = Optional.of(new Said("Ann", "question", "answer"));
        done.add(gateway.complete(lease, message.position(), List.of(), List.of("sent"), said));
      }
      done.forEach(CompletableFuture::join);
    }
  }

  private static List<List<Object>> rows(StoreTools tools, CopiedTable table) {
    return tools.read(
        session ->
            session.query(
                "SELECT %s FROM %s ORDER BY %s"
                    .formatted(table.columns(), table.name(), table.key()),
                result -> {
                  List<Object> row = new ArrayList<>();
                  for (int i = 1; i <= table.columns().split(",").length; i++) {
                    row.add(result.getString(i));
                  }
                  return row;
                }));
  }

  private List<String> findings() {
    return findings(tools);
  }

  private static List<String> findings(StoreTools tools) {
    List<String> findings = new ArrayList<>();
    tools.verify(findings::add);
    return findings;
  }

  private List<DeadLetter> letters() {
    List<DeadLetter> letters = new ArrayList<>();
    tools.deadLetters().forEach(letter -> true, letters::add);
    return letters;
  }

  private static void bury(JdbcMessageStore gateway, NewMessage message, String reason)
      throws InterruptedException {
    gateway.append(message).join();
    abandon(gateway, message.lane().queue(), reason);
  }

  private static void abandon(JdbcMessageStore gateway, Queue queue, String reason)
      throws InterruptedException {
    Lease lease = gateway.claim(queue, 1, LEASE).get(0);
    gateway.abandon(lease, gateway.read(lease, 1).get(0).position(), reason).join();
  }

  /** Answers a question. */
  private static void reply(JdbcMessageStore gateway, NewMessage answer)
      throws InterruptedException {
    gateway.append(question("to be answered", "question of " + answer.id())).join();
    Lease lease = gateway.claim(Queue.INBOX, 1, LEASE).get(0);
    long position = gateway.read(lease, 1).get(0).position();
    gateway.complete(lease, position, List.of(answer), List.of(), Optional.empty()).join();
  }

  private void damage(String... statements) throws SQLException {
    try (Session session = dialect.open()) {
      for (String statement : statements) {
        session.execute(statement);
      }
      session.commit();
    }
  }
}
