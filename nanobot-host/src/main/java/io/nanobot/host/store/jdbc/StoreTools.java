package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.KnownSenders;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.OutboxMessage;
import io.nanobot.host.store.Pairings;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.StoreCopied;
import io.nanobot.host.store.StoreException;
import io.nanobot.host.store.StoreReport;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The store for commands: opened beside a gateway, without its lock and without its leases. */
public final class StoreTools {
  /** Something that is done with a connection, which ends with it. */
  @FunctionalInterface
  interface Work<T> {
    T on(Session session) throws SQLException;
  }

  private static final int RACES = 20;

  private final Dialect dialect;

  StoreTools(Dialect dialect) {
    this.dialect = dialect;
  }

  /** What it is and where, without a password. */
  public String name() {
    return dialect.name();
  }

  /**
   * Whether somebody has made its tables.
   *
   * @throws StoreException if that can not be told
   */
  public boolean exists() {
    return version().isPresent();
  }

  /** The messages that were given up. */
  public DeadLetters deadLetters() {
    requireKnownVersion();
    return new DeadLetters(this);
  }

  /** What became of a message for a channel; empty if none of that ID is remembered. */
  public Optional<OutboxMessage> outbox(String channel, String messageId) {
    requireKnownVersion();
    return readAtOnce(
        session -> OutboxTable.find(session, new PayloadCodec(), Queue.outbox(channel), messageId));
  }

  /** Who asked to be admitted, and who was. What is returned has completed. */
  public Pairings pairings() {
    requireKnownVersion();
    return new JdbcPairings(dialect, new AtOnce());
  }

  /** What is remembered of people who wrote. What is returned has completed. */
  public KnownSenders knownSenders() {
    requireKnownVersion();
    return new JdbcKnownSenders(new AtOnce());
  }

  /** Stores a message, as a gateway would that has room for it. */
  public void append(NewMessage message) {
    requireKnownVersion();
    String encoded = new PayloadCodec().encode(message.payload());
    commit(List.of(new Append(message, encoded, Long.MAX_VALUE, Integer.MAX_VALUE)));
  }

  /** What it holds, at one moment. */
  public StoreReport report() {
    requireKnownVersion();
    return readAtOnce(session -> Survey.of(dialect, session));
  }

  /** Looks for damage; each finding is a sentence for people. */
  public void verify(Consumer<String> findings) {
    requireKnownVersion();
    readAtOnce(
        session -> {
          new StoreCheck(session, findings).run(dialect instanceof SqliteDialect);
          return null;
        });
  }

  /**
   * Copies what it holds at this moment into a new file.
   *
   * @throws StoreException if the file is there already, or something does not work
   */
  public StoreCopied backup(Path file) {
    requireKnownVersion();
    return new Backup(file).write(this);
  }

  /**
   * Fills it from such a file; its tables are made if they are missing.
   *
   * @throws StoreException if it is not empty or in use, or something does not work; nothing has
   *     been copied then
   */
  public StoreCopied restore(Path file) {
    return new Restoration(this).from(new Backup(file));
  }

  Dialect dialect() {
    return dialect;
  }

  /** The number of the form of its tables; empty if there are none. */
  OptionalLong version() {
    if (dialect instanceof SqliteDialect sqlite && !sqlite.file().toFile().exists()) {
      return OptionalLong.empty(); // looking would make it
    }
    return read(session -> version(dialect, session));
  }

  static OptionalLong version(Dialect dialect, Session session) throws SQLException {
    return session.number(EngineSql.of(dialect).tables()) == 0
        ? OptionalLong.empty()
        : OptionalLong.of(Migrations.version(session));
  }

  void requireKnownVersion() {
    long version =
        version()
            .orElseThrow(
                () -> new StoreException("There is no message store yet (%s).".formatted(name())));
    if (version != Migrations.LATEST) {
      throw new StoreException(
          "The tables of the store are of version %d, and this nanobot knows version %d. Use the nanobot of the gateway; an older store is brought up to date when the gateway starts."
              .formatted(version, Migrations.LATEST));
    }
  }

  /** Reads; each statement sees what is there at its time. */
  <T> T read(Work<T> work) {
    return with(dialect::openReader, work);
  }

  /** Reads the store as it is at one moment. */
  <T> T readAtOnce(Work<T> work) {
    return read(
        session -> {
          EngineSql engine = EngineSql.of(dialect);
          session.executeAll(engine.patience());
          session.executeAll(engine.snapshot());
          return work.on(session);
        });
  }

  /** Works with a connection whose changes wait for a commit. */
  <T> T change(Work<T> work) {
    return with(dialect::open, work);
  }

  /** Makes changes as a gateway would. One may be in the way, as another gateway would. */
  void commit(List<? extends Change<?>> changes) {
    StoreContext context =
        new StoreContext(dialect, "", new LaneTable(dialect), new Backlog(), Map.of());
    change(
        session -> {
          for (int races = 0; ; races++) {
            try {
              new UnitOfWork(session, context).run(List.copyOf(changes));
              session.commit();
              break;
            } catch (SQLException e) {
              session.rollback();
              if (races == RACES || dialect.classify(e) != Dialect.Fault.RACE) {
                throw e;
              }
            }
          }
          changes.forEach(Change::committed);
          return null;
        });
  }

  /** Does things on the caller's thread. */
  private final class AtOnce implements StoreAccess {
    @Override
    public <T> CompletableFuture<T> change(Change<T> change) {
      try {
        commit(List.of(change));
      } catch (StoreException e) {
        change.failed(e);
      }
      return change.outcome();
    }

    @Override
    public <T> CompletableFuture<T> ask(Readers.Query<T> query) {
      try {
        return CompletableFuture.completedFuture(read(query::on));
      } catch (StoreException e) {
        return CompletableFuture.failedFuture(e);
      }
    }
  }

  /** Opens a connection. */
  @FunctionalInterface
  private interface Opening {
    Session open() throws SQLException;
  }

  private <T> T with(Opening opening, Work<T> work) {
    try (Session session = opening.open()) {
      return work.on(session);
    } catch (SQLException e) {
      throw new StoreException(
          "The message store (%s) does not work: %s".formatted(name(), FaultText.of(e)), e);
    }
  }
}
