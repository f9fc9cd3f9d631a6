package io.nanobot.host.store.jdbc;

import io.nanobot.api.agent.Exchange;
import io.nanobot.host.store.Histories;
import io.nanobot.host.store.Lane;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What was said in conversations, in a relational database. */
final class JdbcHistories implements Histories {
  private final StoreAccess access;

  JdbcHistories(StoreAccess access) {
    this.access = access;
  }

  @Override
  public CompletableFuture<List<Exchange>> of(Lane lane, int most) {
    return access.ask(session -> ExchangeTable.latest(session, lane.conversation(), most));
  }

  @Override
  public CompletableFuture<Void> forget(Lane lane) {
    return access.change(new Forget(lane.conversation()));
  }

  private static final class Forget extends Change<Void> {
    private final String conversation;

    Forget(String conversation) {
      this.conversation = conversation;
    }

    @Override
    void declare(UnitOfWork work) {
      // about no lane
    }

    @Override
    Void apply(UnitOfWork work) throws SQLException {
      ExchangeTable.delete(work.session(), conversation);
      return null;
    }
  }
}
