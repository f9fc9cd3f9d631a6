package io.nanobot.host.config;

import io.nanobot.api.config.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The last step: records out of a checked draft. */
final class ConfigReader {
  private static final String NO_PARAMETERS =
      "A store in a file has no parameters: remove the \"?\" and what follows.";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private static final Pattern IDENTITY = Pattern.compile("([^:\\s]+):(?!\\s)[^\\p{Cc}]+(?<!\\s)");
  private static final String BAD_NAME =
      "A name begins with a letter or digit, goes on with these, '.', '_' and '-', and has 64 characters at most.";

  private static final String SAME_ACCOUNT =
      "The channel \"%s\" uses the same account of the platform: each message would go to one of the two by chance. Give this one an account of its own, or set \"enabled\" of one of them to false.";

  private final ConfigSchema schema;
  private final Draft draft;
  private final Path file;
  private final RecordReader records;

  /** Disabled channels that are not filled in yet. */
  private final Set<String> incomplete = new HashSet<>();

  ConfigReader(ConfigSchema schema, Draft draft, Path file, Consumer<Secret> secrets) {
    this.schema = schema;
    this.draft = draft;
    this.file = file;
    this.records = new RecordReader(secrets);
  }

  /** The sections that can be read; of the others, the draft has findings. */
  record Parts(
      Optional<GatewayConfig> gateway,
      Optional<StoreConfig> store,
      Optional<SecurityConfig> security,
      Optional<PluginsConfig> plugins,
      Optional<ChannelDefaults> defaults,
      Optional<AgentRules> rules,
      List<ChannelSection> channels,
      List<AgentSection> agents) {}

  /** Empty if the draft has findings, old or new: sections without any are tried in any case. */
  Optional<Config> read() {
    Parts parts = parts();
    if (!draft.findings().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Config(
            file,
            parts.gateway().orElseThrow(),
            parts.store().orElseThrow(),
            parts.security().orElseThrow(),
            parts.plugins().orElseThrow(),
            AgentsConfig.of(
                draft.root().path("agents").path("default").asString(AgentsConfig.ECHO),
                parts.rules().orElseThrow()),
            DeliveryConfig.of(parts.defaults().orElseThrow()),
            parts.channels(),
            parts.agents(),
            draft.notices()));
  }

  Parts parts() {
    draft.findings().removeIf(this::excused);
    names(SectionKind.CHANNEL);
    names(SectionKind.AGENT);
    Optional<GatewayConfig> gateway = host("gateway", GatewayConfig.class);
    Optional<StoreConfig> store = host("store", StoreConfig.class);
    Optional<SecurityConfig> security = host("security", SecurityConfig.class);
    store.ifPresent(this::place);
    security.ifPresent(this::people);
    Optional<PluginsConfig> plugins = host("plugins", PluginsConfig.class);
    Optional<ChannelDefaults> defaults = host("channels", ChannelDefaults.class);
    Optional<AgentRules> rules = host("agents", AgentRules.class);
    List<ChannelSection> channels = new ArrayList<>();
    sections(SectionKind.CHANNEL).forEach(name -> channel(name).ifPresent(channels::add));
    accounts(channels);
    List<AgentSection> agents = new ArrayList<>();
    sections(SectionKind.AGENT).forEach(name -> agent(name).ifPresent(agents::add));
    return new Parts(gateway, store, security, plugins, defaults, rules, channels, agents);
  }

  /** Empty if the draft has findings, old or new. */
  Optional<PluginsConfig> plugins() {
    return Optional.of(draft.findings())
        .filter(Set::isEmpty)
        .flatMap(none -> host("plugins", PluginsConfig.class));
  }

  /** A section's name is that of a folder as well, and part of keys in which ':' separates. */
  private void names(SectionKind kind) {
    for (String name : sections(kind)) {
      if (!NAME.matcher(name).matches()) {
        draft.add(Finding.error(kind.path(name), BAD_NAME));
      }
    }
  }

  /** The driver does not count them to the name of the file, and nobody needs them. */
  private void place(StoreConfig store) {
    if (store.isFileWithParameters()) {
      draft.add(Finding.error(KeyPath.of("store", "url"), NO_PARAMETERS));
    }
  }

  /** One ID can not be that of two people, nor can it be on a channel that there is not. */
  private void people(SecurityConfig security) {
    KeyPath users = KeyPath.of("security", "users");
    List<String> channels = sections(SectionKind.CHANNEL);
    Map<String, String> owners = new TreeMap<>();
    for (String name : new TreeMap<>(security.users()).keySet()) {
      if (!NAME.matcher(name).matches()) {
        draft.add(Finding.error(users.child(name), BAD_NAME));
      }
      for (String identity : security.users().get(name).identities()) {
        KeyPath path = users.child(name).child("identities");
        String other = owners.put(identity, name);
        Matcher parts = IDENTITY.matcher(identity);
        if (!parts.matches()) {
          draft.add(
              Finding.error(
                  path,
                  "\"%s\" is no ID on a channel: write CHANNEL:ID, for example dingtalk:0123456789."
                      .formatted(identity)));
        } else if (!channels.contains(parts.group(1))) {
          draft.add(
              Finding.error(
                  path,
                  "\"%s\" is on a channel that there is not.".formatted(identity),
                  SpellingHint.closest(parts.group(1), channels)));
        } else if (other != null && !other.equals(name)) {
          draft.add(
              Finding.error(
                  path,
                  "\"%s\" is also one of %s's: an ID is that of one person."
                      .formatted(identity, other)));
        }
      }
    }
  }

  /** Its platform would give each message to one of the two by chance. */
  private void accounts(List<ChannelSection> channels) {
    Map<String, String> owners = new HashMap<>();
    for (ChannelSection channel : channels) {
      Optional<String> account =
          Optional.of(channel).filter(ChannelSection::enabled).flatMap(schema::account);
      if (account.isPresent()) {
        String other = owners.putIfAbsent(channel.type() + " " + account.get(), channel.name());
        if (other != null) {
          draft.add(
              Finding.error(
                  SectionKind.CHANNEL.path(channel.name()), SAME_ACCOUNT.formatted(other)));
        }
      }
    }
  }

  private boolean excused(Finding finding) {
    KeyPath path = finding.path();
    if (!finding.tolerable() || path.length() < 2) {
      return false;
    }
    KeyPath section = new KeyPath(path.parts().subList(0, 2));
    boolean channel = schema.section(section).filter(SectionKind.CHANNEL::equals).isPresent();
    if (!channel || isEnabled(section)) {
      return false;
    }
    incomplete.add(section.last());
    return true;
  }

  private boolean isEnabled(KeyPath section) {
    return draft
        .value(section)
        .map(value -> value.path("enabled"))
        .filter(enabled -> !enabled.isMissingNode())
        .map(enabled -> enabled.asBoolean(true))
        .orElse(false);
  }

  private List<String> sections(SectionKind kind) {
    return draft.root().path(kind.key()).propertyNames().stream()
        .filter(name -> schema.section(kind.path(name)).isPresent())
        .toList();
  }

  private <T extends Record> Optional<T> host(String key, Class<T> type) {
    ObjectNode rules = SchemaParts.child(schema.root(), key);
    ObjectNode object =
        draft.root().get(key) instanceof ObjectNode written
            ? written.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    Defaults.fill(object, rules);
    return bind(KeyPath.of(key), object, type);
  }

  private Optional<ChannelSection> channel(String name) {
    KeyPath path = SectionKind.CHANNEL.path(name);
    return object(path)
        .flatMap(
            section ->
                bind(path, filled(SectionKind.CHANNEL, name, section), ChannelKeys.class)
                    .map(
                        keys ->
                            new ChannelSection(
                                name,
                                SectionKind.typeOf(name, section),
                                keys.enabled(),
                                keys.connections(),
                                keys.access(),
                                keys.groupUserIsolation(),
                                incomplete.contains(name)
                                    ? Optional.empty()
                                    : settings(SectionKind.CHANNEL, path, section))));
  }

  private Optional<AgentSection> agent(String name) {
    KeyPath path = SectionKind.AGENT.path(name);
    return object(path)
        .map(
            section ->
                new AgentSection(
                    name,
                    SectionKind.typeOf(name, section),
                    settings(SectionKind.AGENT, path, section)));
  }

  private Optional<Record> settings(SectionKind kind, KeyPath path, ObjectNode section) {
    String type = SectionKind.typeOf(path.last(), section);
    return schema
        .record(kind, type)
        .flatMap(record -> bind(path, filled(kind, path.last(), section), record));
  }

  private Optional<ObjectNode> object(KeyPath path) {
    return draft.value(path).filter(JsonNode::isObject).map(ObjectNode.class::cast);
  }

  private ObjectNode filled(SectionKind kind, String name, ObjectNode section) {
    ObjectNode copy = section.deepCopy();
    Defaults.fill(copy, schema.ofSection(kind, SectionKind.typeOf(name, section)));
    return copy;
  }

  /** Not tried if something is known to be wrong there. */
  private <T extends Record> Optional<T> bind(KeyPath path, ObjectNode object, Class<T> type) {
    if (draft.findings().stream().anyMatch(finding -> finding.path().startsWith(path))) {
      return Optional.empty();
    }
    try {
      return Optional.of(records.read(object, type));
    } catch (RecordReader.Unreadable e) {
      KeyPath at = path.join(e.path());
      draft.add(Finding.incomplete(at, e.getMessage()));
      draft.findings().removeIf(this::excused);
      return Optional.empty();
    }
  }
}
