package io.nanobot.host.config;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;
import io.nanobot.api.config.Pattern;
import io.nanobot.api.config.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The section {@code store}.
 *
 * @param url where the database is; empty for a file in the workspace
 * @param user who the gateway is for a database server
 * @param password that user's
 * @param maxWaiting how many messages may wait for an agent before more are turned away
 * @param keepDone how long messages that are done are kept, and known again if they come again
 * @param keepDeadLetters how long messages that were given up are kept
 */
public record StoreConfig(
    @Description(
            "Database that holds what waits: jdbc:postgresql://…, jdbc:mariadb://… (MySQL too) or jdbc:sqlite:FILE; without it a SQLite file in the workspace")
        @Pattern("jdbc:(postgresql|mariadb|sqlite):\\S+")
        Optional<String> url,
    @Description("User of the database server") @Default("nanobot") String user,
    @Description("Password of that user") Optional<Secret> password,
    @Description("How many messages may wait for an agent; more are turned away")
        @Default("100000")
        @Range(min = 1, max = 10_000_000)
        int maxWaiting,
    @Description(
            "How long messages that are done are kept; one that comes again within that time is not answered again")
        @Default("24h")
        Duration keepDone,
    @Description("How long messages that were given up are kept") @Default("30d")
        Duration keepDeadLetters) {
  private static final String SQLITE = "jdbc:sqlite:";

  /** The file that the URL names; empty if there is no URL, or it names a server. */
  public Optional<Path> file() {
    return sqlite().map(text -> Path.of(text.replaceFirst("\\?.*", "")));
  }

  /** Whether the URL names a file, and settings behind it. */
  boolean isFileWithParameters() {
    return sqlite().filter(text -> text.contains("?")).isPresent();
  }

  private Optional<String> sqlite() {
    return url.filter(text -> text.startsWith(SQLITE)).map(text -> text.substring(SQLITE.length()));
  }
}
