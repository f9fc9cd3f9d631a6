package io.nanobot.host.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What has to be known before a plugin is loaded. The rest of the configuration can be validated
 * only with the plugins, which is too late to ask whether they may be loaded.
 */
public final class EarlyConfig {
  private static final String SECTION = "plugins";

  private EarlyConfig() {}

  /**
   * The section {@code plugins} alone.
   *
   * @param file the file
   * @param environment the variables for {@code ${NAME}} and for {@code NANOBOT_...} overrides
   * @return the section
   * @throws ConfigException with every problem of that section, or if it is misspelt; what is wrong
   *     elsewhere is left to {@link ConfigBinder#bind}
   */
  public static PluginsConfig plugins(ConfigFile file, Map<String, String> environment)
      throws ConfigException {
    if (!isMentioned(file, environment)) {
      return new PluginsConfig(false); // spares most users the time that a schema takes
    }
    ConfigSchema hostOnly = new ConfigSchema(List.of(), List.of());
    return new ConfigBinder(hostOnly, environment, secret -> {}).bindPlugins(file);
  }

  /** Drops all that is no part of that section, nor of one that is probably meant to be it. */
  static void retain(Draft draft) {
    for (String key : List.copyOf(draft.root().propertyNames())) {
      if (!isMeant(key)) {
        draft.root().remove(key);
      }
    }
    draft.findings().removeIf(finding -> !isMeant(finding.path().parts().get(0)));
  }

  private static boolean isMentioned(ConfigFile file, Map<String, String> environment) {
    return file.draft().root().propertyNames().stream().anyMatch(EarlyConfig::isMeant)
        || EnvironmentOverrides.sections(environment.keySet()).anyMatch(EarlyConfig::isMeant);
  }

  /** Also when it is misspelt: whoever wrote "plugin" wanted what stands there to count. */
  private static boolean isMeant(String key) {
    return KeyNames.same(key, SECTION) || SpellingHint.closest(key, Set.of(SECTION)).isPresent();
  }
}
