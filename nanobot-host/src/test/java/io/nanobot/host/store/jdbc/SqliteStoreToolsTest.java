package io.nanobot.host.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nanobot.host.store.StoreCopied;
import io.nanobot.host.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreToolsTest extends StoreToolsContract {
  @TempDir private Path directory;
  private int number;

  @Override
  Dialect dialect() {
    String name = "messages%d.db".formatted(++number);
    return new SqliteDialect(directory.resolve(name), new SteadyClock());
  }

  @Test
  void findsDamageOfTheFile() throws Exception {
    Path file = directory.resolve("messages1.db");
    try (Session session = new SqliteDialect(file, new SteadyClock()).open()) {
      new Migrations(new SqliteDialect(file, new SteadyClock())).run(session);
      for (int i = 0; i < 1_000; i++) {
        session.update(
            "INSERT INTO message (lane, pos, account, id, created_at, payload) VALUES (1, ?, NULL, ?, 0, '{}')",
            i,
            "id " + i);
      }
      session.commit();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(
          ByteBuffer.allocate(4_096).put(0, (byte) 7), channel.size() / 2 / 4_096 * 4_096);
    }
    List<String> findings = new ArrayList<>();
    new StoreTools(new SqliteDialect(file, new SteadyClock())).verify(findings::add);
    assertThat(findings).singleElement().asString().contains("its file is damaged");
  }

  @Test
  void restoresNothingUnderAGateway() throws Exception {
    Path file = directory.resolve("messages1.db");
    StoreTools tools = new StoreTools(new SqliteDialect(file, new SteadyClock()));
    Path backup = directory.resolve("backup.db");
    JdbcMessageStore.open(
            new SqliteDialect(file, new SteadyClock()), "me", 1, Clock.systemUTC(), () -> {})
        .close();
    tools.backup(backup);
    FileLock lock = FileLock.of(file);
    try {
      assertThatThrownBy(() -> tools.restore(backup))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("Another gateway works on");
    } finally {
      lock.close();
    }
    assertThat(tools.restore(backup)).isEqualTo(new StoreCopied(0, 0));
  }
}
