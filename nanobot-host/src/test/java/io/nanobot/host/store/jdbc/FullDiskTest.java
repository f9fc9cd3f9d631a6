package io.nanobot.host.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The disk is really full: a small file system of the test's own, up to its last byte. */
class FullDiskTest extends StoreFaults {
  @TempDir private Path directory;
  private Path disk;
  private Path ballast;

  @Override
  Dialect dialect() throws Exception {
    Path mountPoint = Files.createDirectory(directory.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "tmpfs", mountPoint.toString()),
        "this user may not mount a small file system");
    disk = mountPoint;
    ballast = disk.resolve("ballast");
    return new SqliteDialect(disk.resolve("messages.db"), new SteadyClock());
  }

  @Override
  void breakDown() throws IOException {
    byte[] page = new byte[4_096];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(page);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  @Override
  void repair() throws IOException {
    Files.delete(ballast);
  }

  @Override
  String reason() {
    return "the disk is full";
  }

  /** After the store was closed, which the class above does first. */
  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      close();
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
