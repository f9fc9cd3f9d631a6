package io.nanobot.host.config;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;
import io.nanobot.api.config.Pattern;
import io.nanobot.api.config.Secret;
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
        Duration keepDeadLetters) {}
