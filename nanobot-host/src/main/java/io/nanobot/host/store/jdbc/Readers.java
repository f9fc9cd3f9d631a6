package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Some connections to read with, for many threads. */
final class Readers implements AutoCloseable {
  /** Something that is read. */
  @FunctionalInterface
  interface Query<T> {
    T on(Session session) throws SQLException;
  }

  private static final int CONNECTIONS = 4;

  private final Dialect dialect;
  private final BlockingQueue<Optional<Session>> places = new ArrayBlockingQueue<>(CONNECTIONS);
  private volatile boolean closed;

  Readers(Dialect dialect) {
    this.dialect = dialect;
    for (int i = 0; i < CONNECTIONS; i++) {
      places.add(Optional.empty());
    }
  }

  <T> T read(Query<T> query) throws InterruptedException {
    Optional<Session> place = places.take();
    Optional<Session> afterwards = Optional.empty();
    try {
      Session session = place.isPresent() ? place.get() : dialect.openReader();
      afterwards = Optional.of(session);
      return query.on(session);
    } catch (SQLException e) {
      // A connection that failed is not used again: nobody knows in what state it is.
      afterwards.ifPresent(Session::close);
      afterwards = Optional.empty();
      throw new StoreException("The message store does not work: " + FaultText.of(e), e);
    } finally {
      if (closed) {
        afterwards.ifPresent(Session::close);
        afterwards = Optional.empty();
      }
      places.add(afterwards);
    }
  }

  /** Those that are in use are closed by their users. */
  @Override
  public void close() {
    closed = true;
    List<Optional<Session>> idle = new ArrayList<>();
    places.drainTo(idle);
    idle.forEach(place -> place.ifPresent(Session::close));
    idle.forEach(place -> places.add(Optional.empty()));
  }
}
