package io.nanobot.host.config;

import static java.util.Objects.requireNonNull;

import io.nanobot.api.config.Secret;
import io.nanobot.host.workspace.Exposure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Turns a file into a {@link Config}. Immutable; any thread. */
public final class ConfigBinder {
  private final ConfigSchema schema;
  private final Map<String, String> environment;
  private final SchemaCheck check;
  private final Consumer<Secret> secrets;

  /**
   * Prepares it.
   *
   * @param schema what is allowed
   * @param environment the variables for {@code ${NAME}} and for {@code NANOBOT_...} overrides
   * @param secrets is told every secret that is read, and what {@code ${file:...}} inserts, also if
   *     the configuration is then refused
   */
  public ConfigBinder(
      ConfigSchema schema, Map<String, String> environment, Consumer<Secret> secrets) {
    this.schema = requireNonNull(schema, "schema");
    this.environment = Map.copyOf(environment);
    this.check = new SchemaCheck(schema);
    this.secrets = requireNonNull(secrets, "secrets");
  }

  /**
   * Expands, validates and binds.
   *
   * @param file the file
   * @return the configuration
   * @throws ConfigException with every problem there is
   */
  public Config bind(ConfigFile file) throws ConfigException {
    Draft draft = file.draft();
    new EnvironmentOverrides(schema, environment).apply(draft);
    expand(draft, file);
    NamedAgents.apply(schema, draft);
    check.run(draft);
    Notices.collect(schema, draft);
    exposed(draft, file);
    return new ConfigReader(schema, draft, file.path(), secrets)
        .read()
        .orElseThrow(() -> ConfigException.invalid(file.path(), problems(draft)));
  }

  /**
   * Finds out what can be told of a file, also if it is not valid.
   *
   * @param file the file
   * @return what there is of it
   */
  public ConfigInspection inspect(ConfigFile file) {
    Draft draft = file.draft();
    List<Path> files = Settings.files(draft.root(), directory(file));
    new EnvironmentOverrides(schema, environment).apply(draft);
    expand(draft, file);
    NamedAgents.apply(schema, draft);
    List<Setting> settings = Settings.of(schema, draft);
    check.run(draft);
    ConfigReader.Parts parts = new ConfigReader(schema, draft, file.path(), secrets).parts();
    return new ConfigInspection(
        parts.gateway(),
        parts.store(),
        parts.security(),
        parts.channels(),
        settings,
        files,
        problems(draft));
  }

  /** The section {@code plugins} alone: the same steps, for what must not wait for the plugins. */
  PluginsConfig bindPlugins(ConfigFile file) throws ConfigException {
    Draft draft = file.draft();
    new EnvironmentOverrides(schema, environment).apply(draft);
    EarlyConfig.retain(draft);
    expand(draft, file);
    check.run(draft);
    return new ConfigReader(schema, draft, file.path(), secrets)
        .plugins()
        .orElseThrow(() -> ConfigException.invalid(file.path(), problems(draft)));
  }

  private void expand(Draft draft, ConfigFile file) {
    new Placeholders(environment, directory(file), secrets).expand(draft);
    new Normalizer(schema, draft).run();
    unresolved(draft);
  }

  private static void exposed(Draft draft, ConfigFile file) {
    Exposure.toGroupOrOthers(file.path())
        .ifPresent(
            exposure ->
                draft.notice(
                    KeyPath.ROOT,
                    "The configuration file can be read by other users of this machine. Run: "
                        + exposure.command(),
                    Optional.empty()));
  }

  private static Path directory(ConfigFile file) {
    return file.path().toAbsolutePath().getParent();
  }

  private static void unresolved(Draft draft) {
    draft
        .origins()
        .forEach(
            (path, origin) ->
                origin
                    .unresolved()
                    .ifPresent(reason -> draft.add(Finding.incomplete(path, reason))));
  }

  private static List<ConfigProblem> problems(Draft draft) {
    return draft.findings().stream()
        .map(draft::problem)
        .distinct()
        .sorted(ConfigProblem.IN_FILE_ORDER)
        .toList();
  }
}
