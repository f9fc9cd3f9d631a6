package io.nanobot.host.store.jdbc;

import io.nanobot.api.config.Secret;
import io.nanobot.host.store.PostgresServer;
import io.nanobot.host.store.TestDatabase;

class PostgresPairingsTest extends PairingsContract {
  @Override
  Dialect dialect() {
    TestDatabase database = PostgresServer.freshDatabase();
    return new PostgresDialect(database.url(), database.user(), Secret.of(database.password()));
  }
}
