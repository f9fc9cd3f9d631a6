package io.nanobot.host.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The files can not be written any more, although the store has them open. */
class UnwritableFileTest extends StoreFaults {
  @TempDir private Path directory;

  @Override
  Dialect dialect() throws Exception {
    Path probe = Files.createFile(directory.resolve("probe"));
    assumeTrue(chattr("+i", probe), "this user or this file system makes no file unwritable");
    chattr("-i", probe);
    return new SqliteDialect(directory.resolve("messages.db"), new SteadyClock());
  }

  @Override
  void breakDown() throws Exception {
    for (String file : new String[] {"messages.db", "messages.db-wal"}) {
      assertThat(chattr("+i", directory.resolve(file))).isTrue();
    }
  }

  @Override
  @AfterEach
  void repair() throws Exception {
    for (String file : new String[] {"messages.db", "messages.db-wal"}) {
      chattr("-i", directory.resolve(file));
    }
  }

  @Override
  String reason() {
    return "its file can not be written";
  }

  private static boolean chattr(String change, Path file) throws Exception {
    return new ProcessBuilder("chattr", change, file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
