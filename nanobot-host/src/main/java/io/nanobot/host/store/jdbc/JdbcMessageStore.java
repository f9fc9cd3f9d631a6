package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.ConnectionLeases;
import io.nanobot.host.store.Histories;
import io.nanobot.host.store.KnownSenders;
import io.nanobot.host.store.Lane;
import io.nanobot.host.store.Lease;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Outcome;
import io.nanobot.host.store.Pairings;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.Said;
import io.nanobot.host.store.StoreException;
import io.nanobot.host.store.StoreStatus;
import io.nanobot.host.store.StoredMessage;
import io.nanobot.host.store.Taker;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store in a relational database. */
public final class JdbcMessageStore implements MessageStore, ConnectionLeases {
  private static final Logger log = LoggerFactory.getLogger(JdbcMessageStore.class);

  /** More are turned away: they would wait longer than a platform waits. */
  private static final int UNCOMMITTED = 4_096;

  /** How late it is noticed that other gateways have changed what waits. */
  private static final Duration RECOUNT = Duration.ofSeconds(5);

  /** The same where only the commands of a person can have changed it. */
  private static final Duration RECOUNT_ALONE = Duration.ofMinutes(1);

  private final Dialect dialect;
  private final long capacity;
  private final Map<Queue, Taker> takers = new ConcurrentHashMap<>();
  private final Backlog backlog = new Backlog();
  private final PayloadCodec codec = new PayloadCodec();
  private final Readers readers;
  private final Inquiries inquiries;
  private final GroupCommit commits;
  private final Purge purge = new Purge();
  private Dialect.Upkeep upkeep = () -> {};
  private final Thread recounts = new Thread(this::recountNowAndThen, "store-recount");
  private final Runnable afterwards;

  private JdbcMessageStore(
      Dialect dialect,
      Session session,
      String owner,
      long capacity,
      Clock clock,
      Runnable afterwards) {
    this.dialect = dialect;
    this.capacity = capacity;
    this.afterwards = afterwards;
    recounts.setDaemon(true);
    this.readers = new Readers(dialect);
    this.inquiries = new Inquiries(readers);
    this.commits =
        new GroupCommit(
            session,
            new StoreContext(dialect, owner, new LaneTable(dialect), backlog, takers),
            clock);
  }

  /**
   * Opens a store and brings its tables up to date.
   *
   * @param owner what the leases of this process are marked with; no other may use the same
   * @param capacity how many messages may wait for an agent
   * @param afterwards what is to be done when the store is closed, or could not be opened
   * @throws StoreException if it can not be opened; says why
   */
  static JdbcMessageStore open(
      Dialect dialect, String owner, long capacity, Clock clock, Runnable afterwards) {
    Session session = null;
    try {
      session = dialect.open();
      new Migrations(dialect).run(session);
      if (!dialect.isShared()) {
        LaneTable.endLeases(session, dialect.now(session));
        session.update("UPDATE connection_lease SET expires_at = 0");
        session.commit();
      }
      dialect.durabilityWarnings(session).forEach(log::warn);
    } catch (SQLException e) {
      giveUp(session, afterwards);
      throw new StoreException(
          "The message store (%s) can not be opened: %s".formatted(dialect.name(), FaultText.of(e)),
          e);
    } catch (RuntimeException e) {
      giveUp(session, afterwards);
      throw e;
    }
    JdbcMessageStore store =
        new JdbcMessageStore(dialect, session, owner, capacity, clock, afterwards);
    store.start();
    return store;
  }

  private void start() {
    commits.start();
    recount().exceptionally(failure -> Map.of()).join(); // if it failed, it is done again
    upkeep = dialect.upkeep(commits);
    recounts.start();
  }

  private static void giveUp(Session session, Runnable afterwards) {
    if (session != null) {
      session.close();
    }
    afterwards.run();
  }

  @Override
  public CompletableFuture<Appended> append(NewMessage message, int most) {
    if (commits.waiting() >= UNCOMMITTED) {
      return CompletableFuture.completedFuture(Appended.FULL);
    }
    return commits.submit(new Append(message, codec.encode(message.payload()), capacity, most));
  }

  @Override
  public CompletableFuture<Appended> stop(Lane lane, NewMessage stopped, NewMessage nothing) {
    return commits.submit(
        new Stop(
            lane,
            stopped,
            codec.encode(stopped.payload()),
            nothing,
            codec.encode(nothing.payload())));
  }

  @Override
  public void offerTo(Queue queue, Taker taker) {
    takers.put(queue, taker);
  }

  @Override
  public void noLongerOfferTo(Queue queue, Taker taker) {
    takers.remove(queue, taker);
  }

  @Override
  public List<Lease> claim(Queue queue, int max, Duration lease) throws InterruptedException {
    List<Long> candidates =
        readers.read(session -> LaneTable.claimable(session, queue, dialect.now(session), max));
    return candidates.isEmpty()
        ? List.of()
        : Outcome.of(commits.submit(new Claim(candidates, lease)));
  }

  @Override
  public List<StoredMessage> read(Lease lease, int max) throws InterruptedException {
    return readers.read(session -> Reading.of(session, codec, lease, max));
  }

  @Override
  public CompletableFuture<OptionalLong> join(Lease lease, long last) {
    return commits.submit(new Join(lease, last));
  }

  @Override
  public CompletableFuture<List<Lease>> renew(Collection<Lease> leases, Duration lease) {
    return commits.submit(new Renew(leases, lease));
  }

  @Override
  public CompletableFuture<Completion> complete(
      Lease lease,
      long position,
      List<NewMessage> replies,
      List<String> receipt,
      Optional<Said> said) {
    List<Complete.Reply> encoded = new ArrayList<>();
    for (NewMessage reply : replies) {
      encoded.add(new Complete.Reply(reply, codec.encode(reply.payload())));
    }
    return commits.submit(new Complete(lease, position, encoded, receipt, said));
  }

  @Override
  public CompletableFuture<Failure> retry(
      Lease lease, long position, Duration wait, String reason) {
    return commits.submit(new Retry(lease, position, wait, reason));
  }

  @Override
  public CompletableFuture<Failure> abandon(Lease lease, long position, String reason) {
    return commits.submit(new Abandon(lease, position, reason));
  }

  @Override
  public CompletableFuture<Void> release(Lease lease) {
    return commits.submit(new Release(lease));
  }

  @Override
  public CompletableFuture<OptionalLong> hold(String channel, int places, Duration lease) {
    return commits.submit(new HoldConnection(channel, places, lease));
  }

  @Override
  public CompletableFuture<Void> give(String channel) {
    return commits.submit(new GiveConnection(channel));
  }

  /** Who asked to be admitted, and who was. */
  public Pairings pairings() {
    return new JdbcPairings(dialect, new Beside());
  }

  /** What was said in conversations. */
  public Histories histories() {
    return new JdbcHistories(new Beside());
  }

  /** What is remembered of people who wrote. */
  public KnownSenders knownSenders() {
    return new JdbcKnownSenders(new Beside());
  }

  @Override
  public boolean purge(Ages ages) throws InterruptedException {
    return purge.run(readers, commits, dialect, ages);
  }

  @Override
  public long pending(Queue queue) {
    return backlog.of(queue);
  }

  @Override
  public long pending() {
    return backlog.total();
  }

  @Override
  public boolean waits(Lane lane) throws InterruptedException {
    return readers.read(session -> LaneTable.waits(session, lane));
  }

  @Override
  public boolean isShared() {
    return dialect.isShared();
  }

  @Override
  public StoreStatus status() {
    return commits.status();
  }

  @Override
  public void close() {
    recounts.interrupt();
    upkeep.close();
    inquiries.close();
    commits.close();
    readers.close();
    afterwards.run();
  }

  private CompletableFuture<Map<Queue, Long>> recount() {
    return commits.submit(new Recount(backlog));
  }

  private void recountNowAndThen() {
    Duration period = dialect.isShared() ? RECOUNT : RECOUNT_ALONE;
    try {
      while (true) {
        Thread.sleep(period.toMillis());
        recount().exceptionally(failure -> Map.of());
      }
    } catch (InterruptedException e) {
      log.debug("Told to stop");
    }
  }

  /** For what is beside the messages, and must not keep them from being stored. */
  private final class Beside implements StoreAccess {
    @Override
    public <T> CompletableFuture<T> change(Change<T> change) {
      return commits.waiting() >= UNCOMMITTED
          ? CompletableFuture.failedFuture(
              new StoreException("The message store has too much to do"))
          : commits.submit(change);
    }

    @Override
    public <T> CompletableFuture<T> ask(Readers.Query<T> query) {
      return inquiries.ask(query);
    }
  }
}
