package io.nanobot.host.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nanobot.host.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedFileTest {
  @TempDir private Path directory;

  private JdbcMessageStore open(Path file) {
    Dialect dialect = new SqliteDialect(file, new SteadyClock());
    return JdbcMessageStore.open(dialect, "gateway", 1_000, Clock.systemUTC(), () -> {});
  }

  @Test
  void doesNotOpenAFileThatWasOverwritten() throws Exception {
    Path file = directory.resolve("messages.db");
    open(file).close();
    overwrite(file, 0);

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("its file is damaged")
        .hasMessageContaining("put a backup in its place");
  }

  @Test
  void tellsThatAPageWasOverwrittenWhileItWasClosed() throws Exception {
    Path file = directory.resolve("messages.db");
    try (JdbcMessageStore store = open(file)) {
      for (int n = 0; n < 20; n++) {
        store.append(Samples.question(n)).join();
      }
    }
    overwrite(file, 4_096);

    assertThatThrownBy(() -> open(file).append(Samples.question(21)).join())
        .satisfies(failure -> assertThat(failure.getMessage()).contains("its file is damaged"));
  }

  @Test
  void doesNotOpenWhereThereIsNoFolder() {
    assertThatThrownBy(() -> open(directory.resolve("gone").resolve("messages.db")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("gone");
  }

  /** All but the first page. */
  private static void overwrite(Path file, long from) throws IOException {
    byte[] rubbish = new byte[(int) (Files.size(file) - from)];
    Arrays.fill(rubbish, (byte) 0x5a);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(rubbish), from);
    }
  }
}
