package io.nanobot.host.security;

import io.nanobot.api.channel.IdentityScheme;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.Sender;
import io.nanobot.host.config.AccessConfig;
import java.util.List;
import java.util.stream.Stream;

/**
 * The kinds of ID that people have on one channel, and how an operator writes them: a value alone
 * is of the primary kind, all others have their kind in front, as in {@code unionId:…}.
 */
public record Schemes(IdentityScheme primary, List<IdentityScheme> aliases) {
  /** Copies the list. */
  public Schemes {
    aliases = List.copyOf(aliases);
  }

  /**
   * What a text stands for.
   *
   * @throws IllegalArgumentException if it is no ID of any kind; says why
   */
  public Identity parse(String written) {
    int colon = written.indexOf(':');
    String scheme = colon < 0 ? "" : written.substring(0, colon);
    boolean named = names().anyMatch(scheme::equals);
    return named
        ? new Identity(scheme, written.substring(colon + 1))
        : new Identity(primary.name(), written);
  }

  /** How an operator writes it. */
  public String write(Identity identity) {
    String value = identity.value();
    boolean plain =
        isPrimary(identity)
            && !value.equals(AccessConfig.ANY) // alone, it is everybody
            && names().noneMatch(name -> value.startsWith(name + ":"));
    return plain ? value : identity.scheme() + ":" + value;
  }

  /**
   * By what a sender can be known. An alias never counts as an ID of the primary kind: the platform
   * itself has to name the sender by that.
   */
  Stream<Identity> of(Sender sender) {
    Stream<Identity> known =
        sender.aliases().stream().filter(alias -> !alias.scheme().equals(primary.name()));
    return Stream.concat(Stream.of(sender.identity()), known);
  }

  /** What people call an ID of that kind. */
  String label(Identity identity) {
    return isPrimary(identity) ? primary.label() : identity.scheme();
  }

  boolean isPrimary(Identity identity) {
    return identity.scheme().equals(primary.name());
  }

  private Stream<String> names() {
    return Stream.concat(Stream.of(primary), aliases.stream()).map(IdentityScheme::name);
  }
}
