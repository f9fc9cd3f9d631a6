package io.nanobot.host.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.nanobot.api.agent.ReplyStream;
import io.nanobot.api.message.Attachment;
import io.nanobot.host.security.Redactor;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminalReplyTest {
  private static final String SECRET = "s3cr3t-of-the-test";

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final Redactor redactor = new Redactor();
  private final TerminalReply reply =
      new TerminalReply(
          new PrintWriter(
              new OutputStreamWriter(new RedactedOutput(terminal, redactor), UTF_8), true));

  @Test
  void printsEachMessageOnLinesOfItsOwn() {
    reply.send("one");
    reply.send("  ");
    reply.send("two\nthree");
    assertThat(printed()).isEqualTo("one\ntwo\nthree\n");
  }

  @Test
  void printsWhereAnAttachmentIs() {
    reply.attach(
        new Attachment(Attachment.Kind.FILE, "a.pdf", Optional.empty(), "https://example.com/a"));
    assertThat(printed()).isEqualTo("[a.pdf] https://example.com/a\n");
  }

  @Test
  void showsWordsAsTheyCome() {
    ReplyStream stream = reply.stream();
    stream.append("Hello wo");
    assertThat(printed()).isEqualTo("Hello ");
    stream.append("rld, ");
    assertThat(printed()).isEqualTo("Hello world, ");
    stream.append("你好");
    assertThat(printed()).isEqualTo("Hello world, 你好");
    stream.append("!");
    stream.close();
    stream.close();
    assertThat(printed()).isEqualTo("Hello world, 你好!\n");
  }

  @Test
  void printsNothingOfAStreamWithoutText() {
    reply.stream().close();
    assertThat(printed()).isEmpty();
  }

  @Test
  void masksSecretThatComesLetterByLetter() {
    redactor.learn(List.of(SECRET));
    try (ReplyStream stream = reply.stream()) {
      ("It is " + SECRET + " for you").chars().forEach(c -> stream.append(Character.toString(c)));
    }
    assertThat(printed()).isEqualTo("It is *** for you\n");
  }

  @Test
  void letsNobodyControlTheTerminal() {
    reply.send("a\u001b[2Jb\rc\u009bd\te");
    try (ReplyStream stream = reply.stream()) {
      stream.append("\u001b");
      stream.append("]0;title\u0007");
    }
    assertThat(printed()).isEqualTo("a[2Jbcd\te\n]0;title\n");
  }

  @Test
  void printsNothingOnceTheTurnIsOver() {
    ReplyStream stream = reply.stream();
    reply.close();
    assertThatIllegalStateException().isThrownBy(() -> reply.send("late"));
    assertThatIllegalStateException().isThrownBy(() -> stream.append("late "));
    assertThat(printed()).isEmpty();
  }

  @Test
  void aStreamThatIsClosedTakesNothingMore() {
    ReplyStream stream = reply.stream();
    stream.close();
    assertThatIllegalStateException().isThrownBy(() -> stream.append("more"));
  }

  private String printed() {
    return terminal.toString(UTF_8);
  }
}
