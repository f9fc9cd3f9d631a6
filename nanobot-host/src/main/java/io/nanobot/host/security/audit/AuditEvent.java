package io.nanobot.host.security.audit;

import io.nanobot.api.agent.Principal;
import io.nanobot.api.message.Conversation;
import io.nanobot.host.plugin.LockChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Something that the audit log tells. Never holds a message's text. */
public sealed interface AuditEvent {
  /** What kind of event it is, as the log names it. */
  String event();

  /** What else the log tells, in that order. */
  Map<String, Object> fields();

  /** What may happen so often that the log tells of many at once. */
  sealed interface Repeatable extends AuditEvent {
    /** For how many equal events in a row this one stands. */
    long times();

    /** The same event for another number. */
    Repeatable times(long number);

    /** The same for all events that are equal but for what changes by itself. */
    Repeatable kindOf();
  }

  /**
   * The access policy admitted somebody or turned them away.
   *
   * @param channel on which channel
   * @param who the ID of the principal
   * @param name what the platform calls them: not to be relied on
   * @param kind whether it was in a group
   * @param conversation the conversation's ID
   * @param rule what decided, for example {@code NOT_LISTED}
   * @param times how many equal decisions in a row this event stands for
   */
  record AccessDecided(
      String channel,
      String who,
      String name,
      Conversation.Kind kind,
      String conversation,
      boolean admitted,
      String rule,
      long times)
      implements Repeatable {
    /** About one message. */
    public static AccessDecided of(
        String channel,
        Principal principal,
        Conversation conversation,
        boolean admitted,
        String rule) {
      return new AccessDecided(
          channel,
          principal.id(),
          principal.displayName(),
          conversation.kind(),
          conversation.id(),
          admitted,
          rule,
          1);
    }

    @Override
    public AccessDecided times(long number) {
      return new AccessDecided(channel, who, name, kind, conversation, admitted, rule, number);
    }

    @Override
    public AccessDecided kindOf() {
      return new AccessDecided(channel, who, "", kind, conversation, admitted, rule, 0);
    }

    @Override
    public String event() {
      return "access.decided";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("channel", Bounded.id(channel));
      fields.put("who", Bounded.id(who));
      fields.put("name", Bounded.name(name));
      fields.put("kind", lowerCase(kind));
      fields.put("conversation", Bounded.id(conversation));
      fields.put("admitted", admitted);
      fields.put("rule", rule);
      fields.put("times", times);
      return fields;
    }
  }

  /**
   * Somebody who is admitted sent more than a limit allows, and was turned away.
   *
   * @param channel on which channel
   * @param who the ID of the principal
   * @param kind whether it was in a group
   * @param conversation the conversation's ID
   * @param limit which one
   * @param times how many equal events in a row this one stands for
   */
  record LimitExceeded(
      String channel,
      String who,
      Conversation.Kind kind,
      String conversation,
      String limit,
      long times)
      implements Repeatable {
    /** About one message. */
    public static LimitExceeded of(
        String channel, Principal principal, Conversation conversation, String limit) {
      return new LimitExceeded(
          channel, principal.id(), conversation.kind(), conversation.id(), limit, 1);
    }

    @Override
    public LimitExceeded times(long number) {
      return new LimitExceeded(channel, who, kind, conversation, limit, number);
    }

    @Override
    public LimitExceeded kindOf() {
      return times(0);
    }

    @Override
    public String event() {
      return "limit.exceeded";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("channel", Bounded.id(channel));
      fields.put("who", Bounded.id(who));
      fields.put("kind", lowerCase(kind));
      fields.put("conversation", Bounded.id(conversation));
      fields.put("limit", limit);
      fields.put("times", times);
      return fields;
    }
  }

  /**
   * Somebody asked for a pairing, or an operator decided about one.
   *
   * @param channel on which channel
   * @param who whom it lets in, as {@code scheme:value}
   * @param change what became of it
   * @param by the operator; empty if it is the person who asks
   */
  record PairingChanged(String channel, String who, Step change, String by) implements AuditEvent {
    /** What became of a pairing. */
    public enum Step {
      REQUESTED,
      APPROVED,
      DENIED,
      REVOKED
    }

    @Override
    public String event() {
      return "pairing.changed";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("channel", Bounded.id(channel));
      fields.put("who", Bounded.id(who));
      fields.put("change", lowerCase(change));
      fields.put("by", Bounded.id(by));
      return fields;
    }
  }

  /**
   * Somebody did what only their role allows.
   *
   * @param channel on which channel
   * @param who the ID of the principal
   * @param role the role
   * @param command what they did, without what they said besides
   */
  record RoleUsed(String channel, String who, String role, String command) implements AuditEvent {
    @Override
    public String event() {
      return "role.used";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("channel", Bounded.id(channel));
      fields.put("who", Bounded.id(who));
      fields.put("role", Bounded.id(role));
      fields.put("command", Bounded.name(command));
      return fields;
    }
  }

  /**
   * Somebody wanted to do what only a role allows that they do not have.
   *
   * @param channel on which channel
   * @param who the ID of the principal
   * @param role the role that it takes
   * @param command what they wanted, without what they said besides
   * @param times how many equal events in a row this one stands for
   */
  record RoleRefused(String channel, String who, String role, String command, long times)
      implements Repeatable {
    @Override
    public RoleRefused times(long number) {
      return new RoleRefused(channel, who, role, command, number);
    }

    @Override
    public RoleRefused kindOf() {
      return times(0);
    }

    @Override
    public String event() {
      return "role.refused";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("channel", Bounded.id(channel));
      fields.put("who", Bounded.id(who));
      fields.put("role", Bounded.id(role));
      fields.put("command", Bounded.name(command));
      fields.put("times", times);
      return fields;
    }
  }

  /**
   * The gateway works with a configuration.
   *
   * @param file where it was read
   * @param sha256 the digest of the file, without what it refers to
   * @param change how it compares with that of the last start
   */
  record ConfigLoaded(String file, String sha256, Change change) implements AuditEvent {
    @Override
    public String event() {
      return "config.loaded";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("file", file);
      fields.put("sha256", sha256);
      fields.put("change", lowerCase(change));
      return fields;
    }
  }

  /**
   * A channel follows a configuration that changed while the gateway runs.
   *
   * @param channel its name
   * @param change what became of it
   */
  record ChannelChanged(String channel, Effect change) implements AuditEvent {
    /** What became of a channel. */
    public enum Effect {
      STARTED,
      STOPPED,
      /** It goes on with other access rules. */
      ADJUSTED,
      /** It works with other settings. */
      REPLACED,
      /** The other settings do not work: it goes on with the earlier ones. */
      KEPT
    }

    @Override
    public String event() {
      return "channel.changed";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("channel", Bounded.id(channel));
      fields.put("change", lowerCase(change));
      return fields;
    }
  }

  /**
   * The gateway runs a plugin.
   *
   * @param jar where it was found
   * @param id the plugin's ID
   * @param version the plugin's version
   * @param sha256 the digest of what is loaded
   * @param change how it compares with what that file was at the last start
   */
  record PluginLoaded(String jar, String id, String version, String sha256, Change change)
      implements AuditEvent {
    @Override
    public String event() {
      return "plugin.loaded";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("jar", jar);
      fields.put("id", Bounded.id(id));
      fields.put("version", Bounded.id(version));
      fields.put("sha256", sha256);
      fields.put("change", lowerCase(change));
      return fields;
    }
  }

  /**
   * The gateway runs a plugin no longer that it ran at the last start.
   *
   * @param jar where it was found then
   * @param sha256 its digest then
   */
  record PluginGone(String jar, String sha256) implements AuditEvent {
    @Override
    public String event() {
      return "plugin.gone";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("jar", jar);
      fields.put("sha256", sha256);
      return fields;
    }
  }

  /**
   * Somebody vouched for the plugin jars that are there.
   *
   * @param file the lock that was written
   * @param by who did
   * @param changes what it says otherwise than the one before
   */
  record PluginsLocked(String file, String by, List<LockChange> changes) implements AuditEvent {
    /** Copies the list. */
    public PluginsLocked {
      changes = List.copyOf(changes);
    }

    @Override
    public String event() {
      return "plugins.locked";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("file", file);
      fields.put("by", Bounded.id(by));
      fields.put("changes", changes.stream().map(PluginsLocked::fields).toList());
      return fields;
    }

    private static Map<String, Object> fields(LockChange change) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("jar", change.fileName());
      fields.put("sha256", change.sha256());
      fields.put("change", lowerCase(change.kind()));
      return fields;
    }
  }

  /**
   * The gateway begins to work.
   *
   * @param version its version
   * @param user as whom it runs on this machine
   * @param process its process ID
   */
  record GatewayStarted(String version, String user, long process) implements AuditEvent {
    @Override
    public String event() {
      return "gateway.started";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("version", version);
      fields.put("user", Bounded.id(user));
      fields.put("process", process);
      return fields;
    }
  }

  /**
   * The gateway has stopped in an orderly way.
   *
   * @param process its process ID
   */
  record GatewayStopped(long process) implements AuditEvent {
    @Override
    public String event() {
      return "gateway.stopped";
    }

    @Override
    public Map<String, Object> fields() {
      return Map.of("process", process);
    }
  }

  /**
   * More happened at once than could be written.
   *
   * @param count how many events are missing before this one
   */
  record EventsLost(long count) implements AuditEvent {
    @Override
    public String event() {
      return "audit.lost";
    }

    @Override
    public Map<String, Object> fields() {
      return Map.of("count", count);
    }
  }

  /** How something compares with what it was when the gateway started last. */
  enum Change {
    /** It was not there, or nothing is known of it. */
    NEW,
    /** It is something else now. */
    CHANGED,
    /** It is the same. */
    SAME
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
