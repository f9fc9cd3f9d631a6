package io.nanobot.channel.dingtalk.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.Sender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecentMessagesTest {
  private static final Attachment PICTURE =
      new Attachment(Attachment.Kind.IMAGE, "picture", Optional.empty(), "key");

  @TempDir private Path folder;

  private RecentMessages memory() {
    return new RecentMessages(folder);
  }

  @Test
  void remembersTextAndAttachmentsOverARestart() {
    memory().heard(List.of(message("m1", "look 🐭"), message("m2", "and listen")));
    assertThat(memory().recall("42", "m1"))
        .contains(new Body("look 🐭", List.of(PICTURE), Optional.empty()));
    assertThat(memory().recall("42", "m2")).map(Body::text).contains("and listen");
  }

  @Test
  void remembersWhatTheBotSaidByEachOfItsIds() {
    memory().said("42", List.of("k1", "k2"), "the answer");
    assertThat(memory().recall("42", "k1")).contains(Body.text("the answer"));
    assertThat(memory().recall("42", "k2")).contains(Body.text("the answer"));
  }

  @Test
  void tellsNothingOfOtherConversations() {
    RecentMessages memory = memory();
    memory.heard(List.of(message("m1", "private")));
    assertThat(memory.recall("43", "m1")).isEmpty();
    assertThat(memory.recall("42", "m2")).isEmpty();
  }

  /** Not with the umask of the start script, under which every file is so. */
  @Test
  void onlyTheOwnerCanReadTheFileBeforeAndAfterItIsRewritten() throws IOException {
    Path file = folder.resolve("recent-messages.jsonl");
    RecentMessages memory = memory();
    memory.said("42", List.of("k"), "text");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    for (int i = 0; i <= 2 * RecentMessages.MOST; i++) {
      memory.said("42", List.of("k" + i), "text");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void forgetsTheOldest() throws IOException {
    RecentMessages memory = memory();
    int many = 3 * RecentMessages.MOST + 10;
    for (int i = 0; i < many; i++) {
      memory.said("42", List.of("k" + i), "text " + i);
    }
    for (RecentMessages each : List.of(memory, memory())) {
      assertThat(each.recall("42", "k" + (many - RecentMessages.MOST - 1))).isEmpty();
      assertThat(each.recall("42", "k" + (many - RecentMessages.MOST))).isPresent();
      assertThat(each.recall("42", "k" + (many - 1))).isPresent();
    }
    assertThat(Files.readAllLines(file())).hasSizeLessThanOrEqualTo(2 * RecentMessages.MOST);
  }

  @Test
  void boundsWhatItRemembersOfOneMessage() {
    RecentMessages memory = memory();
    memory.said("42", List.of("k"), "x".repeat(RecentMessages.LONGEST + 7));
    assertThat(memory.recall("42", "k").orElseThrow().text())
        .endsWith("x [… cut here, 7 more characters]");
  }

  @Test
  void survivesALineThatAKillHasCut() throws IOException {
    memory().said("42", List.of("k1"), "one");
    byte[] line = "{\"id\":\"k2\",\"text\":\"好".getBytes(StandardCharsets.UTF_8);
    Files.write(file(), Arrays.copyOf(line, line.length - 1), StandardOpenOption.APPEND);

    RecentMessages after = memory();
    after.said("42", List.of("k3"), "three");

    assertThat(memory().recall("42", "k1")).isPresent();
    assertThat(memory().recall("42", "k2")).isEmpty();
    assertThat(memory().recall("42", "k3")).isPresent();
  }

  @Test
  void survivesRubbish() throws IOException {
    Files.writeString(
        file(),
        """
        []
        {"id":1}
        {"id":"k1","conversation":"42","attachments":[{"kind":"FAX","source":"x"},{"kind":"FILE"}]}
        """);
    assertThat(memory().recall("42", "k1")).contains(Body.NOTHING);
  }

  @Test
  void remembersWhatIsNoProperText() {
    memory().said("42", List.of("k1"), "half a mouse: \uD83D");
    assertThat(memory().recall("42", "k1")).isPresent();
  }

  @Test
  void worksThoughNothingCanBeWritten() throws IOException {
    Files.createDirectory(file());
    RecentMessages memory = memory();
    memory.said("42", List.of("k1"), "one");
    assertThat(memory.recall("42", "k1")).isPresent();
  }

  private Path file() {
    return folder.resolve("recent-messages.jsonl");
  }

  private static InboundMessage message(String id, String text) {
    return InboundMessage.builder(
            id,
            Conversation.direct("42"),
            new Sender(new Identity("staffId", "42"), "Ann"),
            Instant.EPOCH)
        .text(text)
        .attachments(List.of(PICTURE))
        .build();
  }
}
