package io.nanobot.host.cli;

import io.nanobot.host.store.DeadLetter;
import io.nanobot.host.store.jdbc.DeadLetters;
import io.nanobot.host.store.jdbc.StoreTools;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Everything about messages that were given up. */
@Command(
    name = "deadletters",
    description = "Shows messages that were given up, and tries them again or removes them.",
    synopsisSubcommandLabel = "COMMAND")
final class DeadLettersCommand extends CommandGroup {
  private static final int SHOWN = 50;

  @Command(name = "list", description = "Shows the newest of them, the newest last.")
  int list(
      @Mixin InstallationOptions options,
      @Option(names = "--channel", paramLabel = "NAME", description = "Only those of this channel.")
          Optional<String> channel)
      throws Exception {
    StoreTools store = OpenStore.of(options);
    PrintWriter out = out();
    if (!store.exists()) {
      out.println(OpenStore.NOTHING);
      return 0;
    }
    Deque<DeadLetter> newest = new ArrayDeque<>();
    long[] count = {0};
    store
        .deadLetters()
        .forEach(
            DeadLetterChoice.of(channel),
            letter -> {
              count[0]++;
              newest.addLast(letter);
              if (newest.size() > SHOWN) {
                newest.removeFirst();
              }
            });
    if (newest.isEmpty()) {
      out.println("No dead letters.");
    }
    if (count[0] > newest.size()) {
      out.printf("(%d more, older ones)%n", count[0] - newest.size());
    }
    newest.forEach(new DeadLetterText(out)::summary);
    return 0;
  }

  @Command(name = "show", description = "Shows all of one of them, also what it says.")
  int show(
      @Mixin InstallationOptions options,
      @Parameters(paramLabel = "ID", description = "The ID that \"list\" shows.") long id)
      throws Exception {
    DeadLetter letter =
        OpenStore.of(options)
            .deadLetters()
            .find(id)
            .orElseThrow(() -> new CommandFailure(unknown(id)));
    new DeadLetterText(out()).whole(letter);
    return 0;
  }

  @Command(
      name = "retry",
      description =
          "Puts them back to the end of what waits; a gateway that runs goes on with them.")
  int retry(@Mixin InstallationOptions options, @Mixin DeadLetterChoice choice) throws Exception {
    refuseMistakes("retry", choice, false);
    DeadLetters letters = OpenStore.of(options).deadLetters();
    if (!choice.ids().isEmpty()) {
      return each(choice.ids(), letters::retry, "Dead letter %d waits again.%n");
    }
    long count = letters.retryAll(choice.wanted());
    told(count, "%d dead letters wait again.%n", "Nothing to do: no such dead letters.");
    long unreadable = unreadable(letters, choice.wanted());
    if (unreadable > 0) {
      throw new CommandFailure(
          "%d dead letters can not be read by this nanobot, and stay where they are."
              .formatted(unreadable));
    }
    return 0;
  }

  @Command(name = "purge", description = "Removes them for good.")
  int purge(
      @Mixin InstallationOptions options,
      @Mixin DeadLetterChoice choice,
      @Option(
              names = "--older-than",
              paramLabel = "AGE",
              converter = Age.class,
              description = "All that were given up longer ago, for example 7d.")
          Optional<Duration> age)
      throws Exception {
    refuseMistakes("purge", choice, age.isPresent());
    DeadLetters letters = OpenStore.of(options).deadLetters();
    if (!choice.ids().isEmpty()) {
      return each(choice.ids(), letters::purge, "Dead letter %d is removed.%n");
    }
    Predicate<DeadLetter> old = age.map(letters::olderThan).orElse(letter -> true);
    long count = letters.purgeAll(choice.wanted().and(old));
    told(count, "%d dead letters are removed.%n", "Nothing to do: no such dead letters.");
    return 0;
  }

  private int each(List<Long> ids, LongPredicate action, String success) {
    int exitCode = 0;
    for (long id : ids) {
      if (action.test(id)) {
        out().printf(success, id);
      } else {
        spec.commandLine().getErr().println("Error: " + unknown(id));
        exitCode = 1;
      }
    }
    return exitCode;
  }

  private static long unreadable(DeadLetters letters, Predicate<DeadLetter> wanted) {
    long[] count = {0};
    letters.forEach(wanted.and(letter -> letter.payload().isEmpty()), letter -> count[0]++);
    return count[0];
  }

  private void told(long count, String some, String none) {
    if (count == 0) {
      out().println(none);
    } else {
      out().printf(some, count);
    }
  }

  private static String unknown(long id) {
    return "There is no dead letter %d; \"nanobot deadletters list\" shows those that there are."
        .formatted(id);
  }

  private void refuseMistakes(String command, DeadLetterChoice choice, boolean byAge) {
    choice
        .mistake(byAge)
        .ifPresent(
            mistake -> {
              throw new ParameterException(
                  spec.commandLine().getSubcommands().get(command), mistake);
            });
  }
}
