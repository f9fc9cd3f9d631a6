package io.nanobot.host.pipeline;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command as it was written.
 *
 * @param word in lower case, without the slash
 * @param arguments what stood behind it, without blanks around it; may be empty
 */
record CommandLine(String word, String arguments) {
  /** {@code /word@bot arguments}: some platforms leave the bot's name at the word. */
  private static final Pattern WRITTEN =
      Pattern.compile("/(\\p{Alpha}[\\w-]{0,31})(?:@\\S{1,64})?(?:\\s+(.*))?", Pattern.DOTALL);

  /** Empty if the text is no command; a path of files is none. */
  static Optional<CommandLine> in(String text) {
    Matcher written = WRITTEN.matcher(text.strip());
    return written.matches()
        ? Optional.of(
            new CommandLine(
                written.group(1).toLowerCase(Locale.ROOT),
                written.group(2) == null ? "" : written.group(2).strip()))
        : Optional.empty();
  }
}
