package io.nanobot.host.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.host.security.Redactor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedactedOutputTest {
  private static final String SECRET = "s3cr3t-of-the-app";

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final Redactor redactor = new Redactor();
  private final RedactedOutput output = new RedactedOutput(terminal, redactor);

  @BeforeEach
  void learn() {
    redactor.learn(List.of(SECRET));
  }

  @Test
  void masksLinesThatAreWrittenInParts() {
    PrintStream stream = new PrintStream(output, false, UTF_8);
    stream.print("a s3cr3t-");
    stream.print("of-the");
    stream.println("-app!");

    assertThat(shown()).isEqualTo("a ***!" + System.lineSeparator());
  }

  @Test
  void masksAcrossTheBuffersOfAWriter() {
    PrintWriter writer = new PrintWriter(output, true, UTF_8);
    writer.println("é".repeat(8_185) + SECRET + " end");

    assertThat(shown()).doesNotContain("s3cr3t").endsWith("*** end" + System.lineSeparator());
  }

  @Test
  void showsABegunLineWhenItIsFlushed() throws Exception {
    output.write("Password? ".getBytes(UTF_8));
    assertThat(shown()).isEmpty();
    output.flush();
    assertThat(shown()).isEqualTo("Password? ");
  }

  @Test
  void leavesOtherBytesAsTheyAre() throws Exception {
    byte[] noText = {'a', (byte) 0xE9, (byte) 0xFF, '\n'};
    output.write(noText);

    assertThat(terminal.toByteArray()).isEqualTo(noText);
  }

  @Test
  void doesNotCollectALineWithoutEnd() throws Exception {
    output.write(new byte[3 << 20]);

    assertThat(terminal.size()).isEqualTo(3 << 20);
  }

  @Test
  void masksStackTracesThatThreadsPrint() {
    PrintStream stream = new PrintStream(output, false, UTF_8);
    new IllegalStateException("with " + SECRET).printStackTrace(stream);

    assertThat(shown()).startsWith("java.lang.IllegalStateException: with ***");
  }

  private String shown() {
    return terminal.toString(UTF_8);
  }
}
