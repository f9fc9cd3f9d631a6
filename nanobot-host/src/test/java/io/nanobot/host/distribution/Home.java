package io.nanobot.host.distribution;

import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.host.config.SimpleJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A user's home directory with a configuration. */
record Home(Path path) {
  Path config() {
    return path.resolve(".nanobot").resolve("config.json");
  }

  Path plugins() {
    return path.resolve(".nanobot").resolve("plugins");
  }

  /** A configuration whose port is any free one, so that tests do not meet. */
  Home with(Map<String, ?> channels) {
    return with(channels, Map.of());
  }

  /** As {@link #with(Map)}, and with a section {@code security}. */
  Home with(Map<String, ?> channels, Map<String, ?> security) {
    return withSections(Map.of("channels", channels, "security", security));
  }

  /** As {@link #with(Map)}, with these sections. */
  Home withSections(Map<String, ?> sections) {
    Map<String, Object> config = new LinkedHashMap<>(sections);
    config.put("gateway", Map.of("port", 0));
    return write(SimpleJson.pretty(config));
  }

  Home write(String json) {
    try {
      Files.createDirectories(config().getParent());
      Files.writeString(config(), json);
      Files.setPosixFilePermissions(config(), PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  NanobotProcess gateway(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "gateway";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return NanobotProcess.start(path, arguments);
  }

  NanobotProcess run(String... arguments) {
    return NanobotProcess.start(path, arguments);
  }

  /** The section of a DingTalk channel that talks to the simulator. */
  static Map<String, Object> dingtalk(DingTalkSimulator simulator, String... allowFrom) {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("enabled", true);
    section.put("clientId", simulator.app().clientId());
    section.put("clientSecret", simulator.app().clientSecret());
    section.put("allowFrom", List.of(allowFrom));
    section.put("apiBase", simulator.apiBase().toString());
    section.put("oapiBase", simulator.apiBase().toString());
    section.put("trustedCertificates", simulator.certificatePem().toString());
    return section;
  }

  private Path workspace() {
    return config().resolveSibling("workspace");
  }

  /** Where a channel keeps its own things. */
  Path channelFolder(String channel) {
    return workspace().resolve("channels").resolve(channel);
  }

  /** The lines of the audit log. */
  List<JsonNode> audit() {
    Path log = workspace().resolve("audit").resolve("audit.jsonl");
    try {
      return Files.readAllLines(log).stream().map(JsonMapper.shared()::readTree).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
