package io.nanobot.host.security;

import io.nanobot.api.channel.IdentityScheme;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.Sender;
import io.nanobot.host.config.AccessConfig;
import io.nanobot.host.config.DirectPolicy;
import io.nanobot.host.config.GroupConfig;
import io.nanobot.host.config.GroupPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Access rules and people by chance. There are few names, and they look alike, so that lists and
 * people meet often.
 */
final class AnyAccess {
  static final String PRIMARY = "staffId";
  static final Schemes SCHEMES =
      new Schemes(
          new IdentityScheme(PRIMARY, "Staff ID"),
          List.of(
              new IdentityScheme("unionId", "union ID"),
              new IdentityScheme("senderId", "sender ID")));

  /** The last one is of no scheme that the channel declares. */
  private static final List<String> SCHEME_NAMES =
      List.of(PRIMARY, "unionId", "senderId", "openId");

  /** Values without a colon. */
  static final List<String> PLAIN =
      List.of("42", "7", "staff1", "STAFF1", "staff1 ", " staff1", "staff1|x", "\uff14\uff12");

  private static final List<String> VALUES =
      Stream.concat(
              PLAIN.stream(),
              Stream.of(
                  "*",
                  "staffId:42",
                  "unionId:42",
                  "u42",
                  "unionId:x",
                  "senderId:",
                  ":42",
                  "openId:7"))
          .toList();

  private static final List<String> ENTRIES =
      Stream.of(
              VALUES.stream(),
              SCHEME_NAMES.stream().flatMap(name -> VALUES.stream().map(v -> name + ":" + v)),
              Stream.of("", " ", "unionId: ", "STAFFID:42", "4\n2", "**", "staff*"))
          .flatMap(entries -> entries)
          .toList();

  static final List<String> GROUPS = List.of("g1", "G1", "g1 ", "g2", "*", "group:g1");

  private final Random random;

  AnyAccess(Random random) {
    this.random = random;
  }

  AccessConfig config() {
    return new AccessConfig(
        entries(),
        pick(DirectPolicy.values()),
        pick(GroupPolicy.values()),
        list(GROUPS),
        random.nextBoolean(),
        groups(),
        random.nextBoolean());
  }

  Attempt attempt() {
    Conversation conversation =
        random.nextBoolean()
            ? Conversation.direct(pick(VALUES))
            : Conversation.group(pick(GROUPS), "");
    return new Attempt(sender(), conversation, random.nextInt(4) > 0);
  }

  Attempt attempt(Sender sender) {
    Attempt attempt = attempt();
    return new Attempt(sender, attempt.conversation(), attempt.mentionsBot());
  }

  Sender sender() {
    return new Sender(
        random.nextInt(3) > 0 ? new Identity(PRIMARY, pick(VALUES)) : identity(), aliases(), "");
  }

  List<Identity> aliases() {
    return repeat(random.nextInt(3), this::identity);
  }

  Identity identity() {
    return new Identity(pick(SCHEME_NAMES), pick(VALUES));
  }

  List<String> entries() {
    return list(ENTRIES);
  }

  /** Some of them, mostly few. */
  List<String> list(List<String> from) {
    int size = random.nextInt(3) == 0 ? 0 : random.nextInt(5);
    return repeat(size, () -> pick(from));
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  @SafeVarargs
  final <T> T pick(T... from) {
    return from[random.nextInt(from.length)];
  }

  void shuffle(List<?> list) {
    Collections.shuffle(list, random);
  }

  boolean chance() {
    return random.nextBoolean();
  }

  private Map<String, GroupConfig> groups() {
    Map<String, GroupConfig> groups = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      groups.put(pick(GROUPS), group());
    }
    return groups;
  }

  private GroupConfig group() {
    return new GroupConfig(
        maybe(() -> random.nextInt(4) > 0), maybe(random::nextBoolean), maybe(this::entries));
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
  }

  private static <T> List<T> repeat(int count, Supplier<T> value) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(i -> value.get()).toList());
  }
}
