package io.nanobot.host.pipeline;

import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import io.nanobot.host.ManualClock;
import io.nanobot.host.media.MediaFiles;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.MessageStore.Ages;
import io.nanobot.host.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path folder;

  @Test
  void filesOfMessagesGoWhenTheyAreOld() throws IOException {
    ManualClock clock = new ManualClock();
    Path media = Files.createDirectories(folder.resolve("channels/dingtalk/media/m1/1"));
    Path file = Files.createFile(media.resolve("report.pdf"));
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    clock.pass(Duration.ofHours(25));
    MediaFiles files = new MediaFiles(new Workspace(folder), clock);

    try (Retention retention =
        new Retention(
            mock(MessageStore.class), new Ages(HOUR, HOUR, HOUR), files, Duration.ofMillis(10))) {
      retention.start();
      await().until(() -> Files.notExists(file));
    }
  }
}
