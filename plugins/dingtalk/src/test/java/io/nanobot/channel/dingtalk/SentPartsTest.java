package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.channel.dingtalk.SentParts.Sent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SentPartsTest {
  private static final Sent SENT = new Sent("d1", List.of("key1", ""));

  @TempDir Path data;

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("sent-parts"))) {
      return files.toList();
    }
  }

  @Test
  void knowsAfterRestart() {
    new SentParts(data).note("msg/a==/1", SENT);
    assertThat(new SentParts(data).recall("msg/a==/1")).contains(SENT);
    assertThat(new SentParts(data).recall("msg/a==/2")).isEmpty();
  }

  @Test
  void forgets() throws Exception {
    SentParts parts = new SentParts(data);
    parts.note("m", SENT);
    parts.forget("m");
    assertThat(parts.recall("m")).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void takesDamagedFileForNone() throws Exception {
    new SentParts(data).note("m", SENT);
    for (String damage : new String[] {"", "{", "[]", "{\"ids\":[\"x\"]}"}) {
      Files.writeString(files().get(0), damage);
      assertThat(new SentParts(data).recall("m")).as(damage).isEmpty();
    }
  }

  @Test
  void knowsInMemoryWhenTheDiskFails() throws Exception {
    Files.writeString(data.resolve("sent-parts"), "not a folder");
    SentParts parts = new SentParts(data);
    parts.note("m", SENT);
    assertThat(parts.recall("m")).contains(SENT);
    assertThat(parts.recall("other")).isEmpty();
  }

  @Test
  void notesAlthoughTheThreadIsInterrupted() {
    Thread.currentThread().interrupt();
    new SentParts(data).note("m", SENT);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(new SentParts(data).recall("m")).contains(SENT);
  }

  @Test
  void forgetsTheEldestOfThoseThatNeverEnd() throws Exception {
    SentParts parts = new SentParts(data);
    parts.note("first", SENT);
    assertThat(files().get(0).toFile().setLastModified(1_000_000)).isTrue();
    for (int i = 0; i < 1_000; i++) {
      parts.note("m" + i, SENT);
    }
    assertThat(files()).hasSize(1_000);
    assertThat(parts.recall("first")).isEmpty();
    assertThat(parts.recall("m0")).contains(SENT);
  }

  @Test
  void tellsNeitherIdNorTextInItsFiles() throws Exception {
    new SentParts(data).note("message-id", SENT);
    assertThat(files()).hasSize(1);
    assertThat(files().get(0).getFileName().toString()).doesNotContain("message-id");
    assertThat(Files.readString(files().get(0)))
        .isEqualTo("{\"digest\":\"d1\",\"ids\":[\"key1\",\"\"]}");
  }
}
