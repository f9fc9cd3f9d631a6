package io.nanobot.host.store.jdbc;

import io.nanobot.api.config.Secret;
import io.nanobot.host.store.MariaDbServer;
import io.nanobot.host.store.TestDatabase;

class MariaDbPairingsTest extends PairingsContract {
  @Override
  Dialect dialect() {
    TestDatabase database = MariaDbServer.freshDatabase();
    return new MariaDbDialect(database.url(), database.user(), Secret.of(database.password()));
  }
}
