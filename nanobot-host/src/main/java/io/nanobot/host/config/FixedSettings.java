package io.nanobot.host.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** The settings that a gateway keeps from its start to its end. */
public final class FixedSettings {
  private final List<String> different = new ArrayList<>();

  private FixedSettings() {}

  /**
   * Compares all settings but those of channels, and who people are.
   *
   * @return the keys that are different, for example {@code gateway.port}
   */
  public static List<String> difference(Config before, Config after) {
    FixedSettings settings = new FixedSettings();
    settings.compare("gateway", before.gateway(), after.gateway());
    settings.compare("store", before.store(), after.store());
    settings.compare("security.limits", before.security().limits(), after.security().limits());
    settings.compare(
        "security.outgoing", before.security().outgoing(), after.security().outgoing());
    settings.compare("plugins", before.plugins(), after.plugins());
    settings.compare("agents", before.agents(), after.agents());
    settings.sections(before.agentSections(), after.agentSections());
    if (!before.delivery().equals(after.delivery())) {
      settings.different.add("channels.sendMaxRetries");
    }
    return List.copyOf(settings.different);
  }

  private void sections(List<AgentSection> before, List<AgentSection> after) {
    Map<String, AgentSection> first = byName(before);
    Map<String, AgentSection> second = byName(after);
    TreeSet<String> names = new TreeSet<>(first.keySet());
    names.addAll(second.keySet());
    names.stream()
        .filter(name -> !Objects.equals(first.get(name), second.get(name)))
        .forEach(name -> different.add("agents." + name));
  }

  private static Map<String, AgentSection> byName(List<AgentSection> sections) {
    Map<String, AgentSection> map = new HashMap<>();
    sections.forEach(section -> map.put(section.name(), section));
    return map;
  }

  private void compare(String path, Record before, Record after) {
    for (RecordComponent component : before.getClass().getRecordComponents()) {
      Object first = value(component, before);
      Object second = value(component, after);
      String key = path + "." + key(component.getName());
      if (first instanceof Record one && second instanceof Record other) {
        compare(key, one, other);
      } else if (!Objects.equals(first, second)) {
        different.add(key);
      }
    }
  }

  /** The one component that is not called as its key, which is a word of the language. */
  private static String key(String component) {
    return component.equals("defaultAgent") ? "default" : component;
  }

  private static Object value(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record of the host has no " + component.getName(), e);
    }
  }
}
