package io.nanobot.host.security;

import io.nanobot.api.agent.Principal;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.Sender;
import io.nanobot.host.config.SecurityConfig;
import io.nanobot.host.config.UserConfig;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps identities of platforms onto the people that agents see. */
public final class Principals {
  private static final Logger log = LoggerFactory.getLogger(Principals.class);

  /** The role of everybody who is admitted. */
  public static final String USER = "user";

  /** Those of one configuration, and by channel how they are found. */
  private record Known(
      Map<String, UserConfig> users, Map<String, Map<Identity, String>> byChannel) {
    static Known of(SecurityConfig config) {
      return new Known(config.users(), new ConcurrentHashMap<>());
    }
  }

  private volatile Known known;

  @Inject
  public Principals(SecurityConfig config) {
    this.known = Known.of(config);
  }

  /** From now on the people of another configuration are known. */
  public void use(SecurityConfig config) {
    known = Known.of(config);
  }

  /** A person of the configuration, or else one who is known on this channel only. */
  public Principal of(String channel, Schemes schemes, Sender sender) {
    Known now = known;
    Map<Identity, String> names =
        now.byChannel().computeIfAbsent(channel, name -> users(now.users(), name, schemes));
    return schemes
        .of(sender)
        .map(names::get)
        .filter(Objects::nonNull)
        .findFirst()
        .map(name -> new Principal(name, sender.displayName(), roles(now.users().get(name))))
        .orElseGet(() -> stranger(channel, sender));
  }

  private static Set<String> roles(UserConfig user) {
    Set<String> roles = new HashSet<>(user.roles());
    roles.add(USER);
    return roles;
  }

  private static Principal stranger(String channel, Sender sender) {
    Identity identity = sender.identity();
    // A name in the configuration has no colon, so nobody can pass for one of those.
    String id = channel + ":" + identity.scheme() + ":" + identity.value();
    return new Principal(id, sender.displayName(), Set.of(USER));
  }

  private static Map<Identity, String> users(
      Map<String, UserConfig> users, String channel, Schemes schemes) {
    Map<Identity, String> found = new HashMap<>();
    Set<Identity> disputed = new HashSet<>();
    users.forEach(
        (name, user) ->
            identities(channel, schemes, user)
                .forEach(
                    identity -> {
                      String other = found.put(identity, name);
                      if (other != null && !other.equals(name)) {
                        disputed.add(identity);
                      }
                    }));
    for (Identity identity : disputed) {
      // Two spellings of one ID: no guess may give somebody another one's roles.
      log.error(
          "{}:{} is an ID of several people in security.users, so it is nobody's",
          channel,
          Printable.text(schemes.write(identity)));
      found.remove(identity);
    }
    return found;
  }

  private static Stream<Identity> identities(String channel, Schemes schemes, UserConfig user) {
    String prefix = channel + ":";
    return user.identities().stream()
        .filter(identity -> identity.startsWith(prefix))
        .flatMap(identity -> identity(schemes, identity.substring(prefix.length())).stream());
  }

  private static Optional<Identity> identity(Schemes schemes, String written) {
    try {
      return Optional.of(schemes.parse(written));
    } catch (IllegalArgumentException e) {
      log.warn(
          "Nobody has the ID \"{}\" of security.users: {}",
          Printable.text(written),
          e.getMessage());
      return Optional.empty();
    }
  }
}
