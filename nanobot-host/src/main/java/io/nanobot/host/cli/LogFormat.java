package io.nanobot.host.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.DefaultJoranConfigurator;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ConfigurationEvent;
import ch.qos.logback.core.spi.ConfigurationEvent.EventType;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;

/**
 * The log: one line per event on standard error, with the channel that it is about. In code,
 * because reading the same from XML takes a third of a second of every start. A file that is named
 * by logback's own system property is used instead. Whoever writes the log, no secret gets to them.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogFormat extends ContextAwareBase implements Configurator {
  private static final String OWN_FILE = "logback.configurationFile";
  private static final String LINE =
      "%d{yyyy-MM-dd HH:mm:ss} | %-5level | %X{channel:-nanobot} | %msg%n%ex";

  /** A file may be read again when it has changed, and then its appenders are new. */
  private static final Set<EventType> CONFIGURED =
      EnumSet.of(
          EventType.CONFIGURATION_ENDED_SUCCESSFULLY,
          EventType.PARTIAL_CONFIGURATION_ENDED_SUCCESSFULLY,
          EventType.CONFIGURATION_ENDED_WITH_XML_PARSING_ERRORS);

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty(OWN_FILE) == null || !readOwnFile(context)) {
      useOwnFormat(context);
    }
    redact(context);
    context.addConfigurationEventListener(event -> redactAgain(event, context));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static boolean readOwnFile(LoggerContext context) {
    DefaultJoranConfigurator file = new DefaultJoranConfigurator();
    file.setContext(context);
    return file.configure(context) == ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static void useOwnFormat(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setCharset(UTF_8);
    encoder.setPattern(LINE);
    encoder.start();
    ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
    stderr.setContext(context);
    stderr.setTarget("System.err");
    stderr.setEncoder(encoder);
    stderr.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(stderr);
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Logs.level());
    // Libraries tell about their own steps; what matters of them is told by the host.
    for (String library : Logs.LIBRARIES) {
      context.getLogger(library).setLevel(Logs.libraryLevel());
    }
  }

  private static void redactAgain(ConfigurationEvent event, LoggerContext context) {
    if (CONFIGURED.contains(event.getEventType())) {
      redact(context);
    }
  }

  /** Puts the redactor before every appender of every logger. */
  private static void redact(LoggerContext context) {
    for (ch.qos.logback.classic.Logger logger : context.getLoggerList()) {
      List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
      logger.iteratorForAppenders().forEachRemaining(appenders::add);
      for (Appender<ILoggingEvent> appender : appenders) {
        if (!(appender instanceof RedactingAppender)) {
          logger.detachAppender(appender);
          logger.addAppender(RedactingAppender.before(appender, Logs.redactor()));
        }
      }
    }
  }
}
