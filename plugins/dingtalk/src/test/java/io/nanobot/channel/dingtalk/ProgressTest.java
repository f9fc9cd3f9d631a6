package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.channel.Receipt;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgressTest {
  private static final List<DingTalkPart> PARTS =
      Stream.of("a", "b", "c").<DingTalkPart>map(ProgressTest::part).toList();

  @TempDir Path data;

  private static DingTalkPart part(String text) {
    DingTalkMarkdown message = new DingTalkMarkdown("title", text);
    return new TextPart(message, Mentions.NOBODY, message);
  }

  private Progress of(List<DingTalkPart> parts) {
    return new Progress(new SentParts(data), "m", parts);
  }

  @Test
  void hasTheIdsOfEarlierAttemptsAsWell() {
    of(PARTS).taken(new Receipt(List.of("key-a")));
    of(PARTS).taken(Receipt.withoutId());
    Progress last = of(PARTS);
    assertThat(last.isDone()).isFalse();
    assertThat(last.next()).isEqualTo(part("c"));
    last.taken(new Receipt(List.of("key-c")));
    assertThat(last.isDone()).isTrue();
    assertThat(last.taken().ids()).containsExactly("key-a", "", "key-c");
  }

  @Test
  void messageOfOnePartLeavesNothingBehind() {
    Progress progress = of(List.of(part("a")));
    progress.taken(new Receipt(List.of("key-a")));
    assertThat(progress.taken().ids()).containsExactly("key-a");
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void otherPartsStartAnew() {
    of(PARTS).taken(Receipt.withoutId());
    assertThat(of(List.of(part("x"), part("y"))).next()).isEqualTo(part("x"));
  }

  @Test
  void progressOfMorePartsThanThereAreIsNone() {
    SentParts sentParts = new SentParts(data);
    sentParts.note("m", new SentParts.Sent("", List.of("1", "2", "3", "4")));
    assertThat(of(PARTS).next()).isEqualTo(part("a"));
  }
}
