package io.nanobot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nanobot.host.security.Redactor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What an appender gets, whatever it makes of it. */
class RedactedLogTest {
  private static final String SECRET = "s3cr3t-of-the-app";

  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final ch.qos.logback.classic.Logger log = context.getLogger("of.a.plugin");

  @BeforeEach
  void connect() {
    Redactor redactor = new Redactor();
    redactor.learn(List.of(SECRET));
    context.setMDCAdapter(MDC.getMDCAdapter());
    appender.setContext(context);
    appender.start();
    log.addAppender(RedactingAppender.before(appender, redactor));
  }

  @Test
  void masksTheMessageAndItsArguments() {
    log.info("with {} and {}", List.of(SECRET), 42);

    ILoggingEvent event = appender.list.get(0);
    assertThat(event.getFormattedMessage()).isEqualTo("with [***] and 42");
    assertThat(event.getArgumentArray()).containsExactly("[***]", 42);
    assertThat(event).hasToString("[INFO] with [***] and 42");
  }

  @Test
  void masksTheMessageThatWasNoPattern() {
    log.debug("https://x/robot/sendBySession?session=abc" + SECRET);

    assertThat(appender.list.get(0).getMessage())
        .isEqualTo("https://x/robot/sendBySession?session=***");
  }

  @Test
  void masksEveryMessageOfAnException() {
    Exception cause = new IOException("refused " + SECRET, new Error("deep " + SECRET));
    Exception thrown = new IllegalStateException("outer " + SECRET, cause);
    thrown.addSuppressed(new Exception("beside " + SECRET));
    log.error("failed", thrown);

    assertThat(rendered("%msg%n%ex"))
        .doesNotContain(SECRET)
        .contains("outer ***", "refused ***", "deep ***", "beside ***", "\tat ");
    assertThat(rendered("%msg%n%rEx %xEx")).doesNotContain(SECRET);
  }

  @Test
  void masksWhatStandsBesideTheMessage() {
    String name = Thread.currentThread().getName();
    Thread.currentThread().setName("http " + SECRET);
    MDC.put("channel", "to " + SECRET);
    try {
      log.atInfo().addKeyValue("token", SECRET).log("hello");

      assertThat(appender.list.get(0).getMDCPropertyMap()).isEqualTo(Map.of("channel", "to ***"));
      assertThat(rendered("%thread %X %mdc{channel} %kvp %msg"))
          .doesNotContain(SECRET)
          .contains("hello", "http ***");
    } finally {
      MDC.remove("channel");
      Thread.currentThread().setName(name);
    }
  }

  @Test
  void survivesAnArgumentThatCanNotBePrinted() {
    log.info(
        "an {}",
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("no");
          }
        });

    assertThat(appender.list.get(0).getArgumentArray())
        .containsExactly("(java.lang.IllegalStateException in toString)");
  }

  private String rendered(String pattern) {
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.setPattern(pattern);
    layout.start();
    return layout.doLayout(appender.list.get(0));
  }
}
