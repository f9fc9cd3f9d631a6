package io.nanobot.channel.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelException.Kind;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.testkit.FakeChannelContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the contract does not ask: see there for the rest. */
@Timeout(60)
final class ConsoleChannelTest {
  private final PaperTerminal terminal = new PaperTerminal();
  private final ConsoleChannelFactory factory = new ConsoleChannelFactory(terminal);
  private FakeChannelContext host;
  private Channel channel;

  @BeforeEach
  void create(@TempDir Path folder) {
    host = new FakeChannelContext("console", folder);
    channel = factory.create(new ConsoleConfig("me? "), host);
  }

  @AfterEach
  void close() {
    channel.close();
    host.close();
  }

  @Test
  void speaksForTheUserOfTheGateway() throws Exception {
    channel.connect();
    InboundMessage message = typed("hello");
    assertThat(message.sender().identity().scheme()).isEqualTo("user");
    assertThat(message.sender().identity().value()).isEqualTo(PaperTerminal.USER);
    assertThat(message.conversation()).isEqualTo(Conversation.direct(PaperTerminal.USER));
  }

  @Test
  void promptsAsConfigured() throws Exception {
    channel.connect();
    await().untilAsserted(() -> assertThat(terminal.paper()).contains("me? "));
  }

  @Test
  void takesTheTextAsItIsTyped() throws Exception {
    channel.connect();
    String text = "wow!! C:\\new \"quoted' $HOME 你好 🐈 x\\";
    assertThat(typed(text).text()).isEqualTo(text);
  }

  @Test
  void leavesEmptyLinesOut() throws Exception {
    channel.connect();
    terminal.say("");
    terminal.say("   ");
    assertThat(typed("something").text()).isEqualTo("something");
    assertThat(host.messages()).hasSize(1);
  }

  @Test
  void goesOnAnsweringAfterTheEndOfInput() throws Exception {
    channel.connect();
    InboundMessage question = typed("hello");
    terminal.type("\u0004");
    await().untilAsserted(() -> assertThat(terminal.paper()).contains("No more input"));
    channel.send(message(question.conversation(), "still here"));
    assertThat(terminal.paper()).contains("still here");
    assertThat(host.disconnections()).isEmpty();
    assertThat(terminal.connections()).isOne();
  }

  @Test
  void namesTheMessageThatWasNotTaken() throws Exception {
    host.answering(Acceptance.BUSY);
    channel.connect();
    typed("important");
    await()
        .untilAsserted(
            () -> assertThat(terminal.paper()).contains("did not take this: \"important\""));
  }

  @Test
  void hasNoGroups() throws Exception {
    channel.connect();
    assertThatExceptionOfType(ChannelException.class)
        .isThrownBy(() -> channel.send(message(Conversation.group("g", "G"), "hello")))
        .matches(e -> e.kind() == Kind.REJECTED);
  }

  @Test
  void sharesTheTerminalWithNoOtherChannel() throws Exception {
    channel.connect();
    try (Channel second = factory.create(new ConsoleConfig("> "), host)) {
      assertThatExceptionOfType(ChannelException.class)
          .isThrownBy(second::connect)
          .withMessage("Another channel has the terminal, and there is only one")
          .matches(e -> e.kind() == Kind.CONFIGURATION);
    }
    assertThat(typed("still mine").text()).isEqualTo("still mine");
  }

  @Test
  void leavesTheTerminalToTheNextChannel() throws Exception {
    channel.connect();
    channel.close();
    try (Channel next = factory.create(new ConsoleConfig("> "), host)) {
      assertThat(next.connect().transport()).isEqualTo("the terminal");
    }
    assertThat(terminal.connections()).isZero();
  }

  private InboundMessage typed(String text) {
    int before = host.messages().size();
    terminal.say(text);
    await().until(() -> host.messages().size() > before);
    return host.messages().get(before);
  }

  private static OutboundMessage message(Conversation conversation, String text) {
    return new OutboundMessage(
        "id", conversation, text, List.of(), List.of(), Optional.empty(), Map.of());
  }
}
