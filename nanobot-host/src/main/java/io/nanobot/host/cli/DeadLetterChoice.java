package io.nanobot.host.cli;

import io.nanobot.host.store.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that say which dead letters a command is about: some by their IDs, or all. */
final class DeadLetterChoice {
  @Parameters(paramLabel = "ID", arity = "0..*", description = "The IDs that \"list\" shows.")
  private List<Long> ids = new ArrayList<>();

  @Option(names = "--all", description = "All of them.")
  private boolean all;

  @Option(
      names = "--channel",
      paramLabel = "NAME",
      description = "Only those of this channel; with --all.")
  private Optional<String> channel = Optional.empty();

  List<Long> ids() {
    return ids;
  }

  /** What may not be said at once, or is missing; empty if it is clear which are meant. */
  Optional<String> mistake(boolean byAge) {
    boolean many = all || byAge;
    if (ids.isEmpty() && !many) {
      return Optional.of("Name the IDs, or say " + (channel.isPresent() ? "--all too." : "--all."));
    }
    if (!ids.isEmpty() && (many || channel.isPresent())) {
      return Optional.of("Name either IDs, or what they have in common.");
    }
    return Optional.empty();
  }

  Predicate<DeadLetter> wanted() {
    return of(channel);
  }

  static Predicate<DeadLetter> of(Optional<String> channel) {
    return letter -> channel.isEmpty() || letter.channel().equals(channel.get());
  }
}
