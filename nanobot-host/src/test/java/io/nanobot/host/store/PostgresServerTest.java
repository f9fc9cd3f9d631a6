package io.nanobot.host.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PostgresServerTest {
  @Test
  void flushesWhatItCommits() throws Exception {
    TestDatabase database = PostgresServer.freshDatabase();

    assertThat(database.ask("SELECT current_setting('fsync')")).isEqualTo("on");
    assertThat(database.ask("SELECT current_setting('synchronous_commit')")).isEqualTo("on");
    assertThat(database.ask("SELECT current_setting('full_page_writes')")).isEqualTo("on");
  }

  @Test
  void listensToThisMachineOnly() throws Exception {
    TestDatabase database = PostgresServer.freshDatabase();

    assertThat(database.ask("SELECT current_setting('listen_addresses')")).isEqualTo("127.0.0.1");
  }

  @Test
  void givesEveryCallerADatabaseOfItsOwn() throws Exception {
    TestDatabase first = PostgresServer.freshDatabase();
    TestDatabase second = PostgresServer.freshDatabase();
    first.execute("CREATE TABLE only_here (id INT)");

    String tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'";
    assertThat(first.ask(tables)).isEqualTo("1");
    assertThat(second.ask(tables)).isEqualTo("0");
  }
}
