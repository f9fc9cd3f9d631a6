package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Turn;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.Sender;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells people their own IDs, which an operator may ask them for. */
final class WhoAmI implements HostCommand {
  @Override
  public String name() {
    return "whoami";
  }

  @Override
  public String summary() {
    return "tells you your own IDs and roles";
  }

  @Override
  public String answer(Turn turn, String arguments) {
    Sender sender = turn.message().sender();
    String ids =
        Stream.concat(Stream.of(sender.identity()), sender.aliases().stream())
            .map(WhoAmI::line)
            .collect(Collectors.joining("\n"));
    String roles = turn.principal().roles().stream().sorted().collect(Collectors.joining(", "));
    return "You are `%s` on channel `%s`.%n%n%s%n- roles: %s"
        .formatted(code(turn.principal().id()), code(turn.channel()), ids, roles);
  }

  private static String line(Identity identity) {
    return "- %s: `%s`".formatted(identity.scheme(), code(identity.value()));
  }

  /** A backtick would end the code that it stands in. */
  private static String code(String text) {
    return text.replace('`', '\'');
  }
}
