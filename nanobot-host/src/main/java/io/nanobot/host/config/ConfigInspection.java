package io.nanobot.host.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What can be told of a configuration, whether it is valid or not. Immutable.
 *
 * @param gateway the section of that name, if it is valid
 * @param store the section of that name, if it is valid
 * @param security the section of that name, if it is valid
 * @param channels the channels whose section is valid
 * @param settings every text in it
 * @param files the files that it refers to with {@code ${file:…}}
 * @param problems what is wrong with it; empty if it is valid
 */
public record ConfigInspection(
    Optional<GatewayConfig> gateway,
    Optional<StoreConfig> store,
    Optional<SecurityConfig> security,
    List<ChannelSection> channels,
    List<Setting> settings,
    List<Path> files,
    List<ConfigProblem> problems) {
  /** Copies the lists. */
  public ConfigInspection {
    channels = List.copyOf(channels);
    settings = List.copyOf(settings);
    files = List.copyOf(files);
    problems = List.copyOf(problems);
  }

  /** Of a file that could not be read. */
  public static ConfigInspection unreadable(ConfigException failure) {
    return new ConfigInspection(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        failure.problems());
  }
}
