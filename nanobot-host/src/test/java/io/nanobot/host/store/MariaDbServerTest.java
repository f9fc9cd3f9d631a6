package io.nanobot.host.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MariaDbServerTest {
  @Test
  void flushesWhatItCommits() throws Exception {
    TestDatabase database = MariaDbServer.freshDatabase();

    assertThat(database.ask("SELECT @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
  }

  @Test
  void listensToThisMachineOnly() throws Exception {
    TestDatabase database = MariaDbServer.freshDatabase();

    assertThat(database.ask("SELECT @@bind_address")).isEqualTo("127.0.0.1");
  }

  @Test
  void givesEveryCallerADatabaseOfItsOwn() throws Exception {
    TestDatabase first = MariaDbServer.freshDatabase();
    TestDatabase second = MariaDbServer.freshDatabase();
    first.execute("CREATE TABLE only_here (id INT)");

    String tables =
        "SELECT count(*) FROM information_schema.tables WHERE table_schema = database()";
    assertThat(first.ask(tables)).isEqualTo("1");
    assertThat(second.ask(tables)).isEqualTo("0");
  }
}
