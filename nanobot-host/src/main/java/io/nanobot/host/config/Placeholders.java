package io.nanobot.host.config;

import io.nanobot.api.config.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replaces {@code ${NAME}} and {@code ${file:/run/secrets/name}} in every text of the file, once:
 * what is inserted is not looked at again. There is no escape; anything else in braces stays as it
 * is.
 */
final class Placeholders {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\{(?:file:([^}]+)|([A-Za-z_][A-Za-z0-9_]*))\\}");

  /** What is shorter and lies in a file may as well be a port or a name. */
  private static final int SHORTEST_SECRET = 8;

  private final Map<String, String> environment;
  private final Path directory;
  private final Consumer<Secret> secrets;

  /**
   * Prepares it.
   *
   * @param directory the one of the configuration, which names of files are relative to
   * @param secrets is told what files contain: few lay a value into a file that anybody may see
   */
  Placeholders(Map<String, String> environment, Path directory, Consumer<Secret> secrets) {
    this.environment = environment;
    this.directory = directory;
    this.secrets = secrets;
  }

  /** Whether a text has one. */
  static boolean isIn(String text) {
    return PLACEHOLDER.matcher(text).find();
  }

  /** The names of the files that a text wants. */
  static List<String> files(String text) {
    return PLACEHOLDER
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .filter(Objects::nonNull)
        .toList();
  }

  void expand(Draft draft) {
    expand(draft, KeyPath.ROOT, draft.root());
  }

  private JsonNode expand(Draft draft, KeyPath path, JsonNode value) {
    if (PythonKeys.covers(path)) {
      return value;
    }
    if (value instanceof ObjectNode object) {
      object.propertyNames().stream()
          .toList()
          .forEach(key -> object.set(key, expand(draft, path.child(key), object.get(key))));
    } else if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, expand(draft, path.child(i), array.get(i)));
      }
    } else if (value.isString() && draft.origin(path).place().variable().isEmpty()) {
      return text(draft, path, value);
    }
    return value;
  }

  private JsonNode text(Draft draft, KeyPath path, JsonNode value) {
    Matcher matcher = PLACEHOLDER.matcher(value.stringValue());
    if (!matcher.find()) {
      return value;
    }
    Origin origin = draft.origin(path);
    try {
      String expanded =
          matcher.replaceAll(
              match ->
                  Matcher.quoteReplacement(content(draft, path, match.group(1), match.group(2))));
      draft.origins().put(path, origin.expanded());
      return JsonNodeFactory.instance.stringNode(expanded);
    } catch (Unresolved e) {
      draft.origins().put(path, origin.failed(e.getMessage()));
      return value;
    }
  }

  private String content(Draft draft, KeyPath path, String file, String variable) {
    if (file != null) {
      return fileContent(draft, path, file.strip());
    }
    String value = environment.get(variable);
    if (value == null) {
      throw new Unresolved("Environment variable '" + variable + "' is not set.");
    }
    return value;
  }

  private String fileContent(Draft draft, KeyPath path, String name) {
    SecretFile file = new SecretFile(name, directory);
    try {
      String content = file.content();
      if (content.strip().length() >= SHORTEST_SECRET) {
        secrets.accept(Secret.of(content));
      }
      file.exposure().ifPresent(sentence -> draft.notice(path, sentence, Optional.empty()));
      return content;
    } catch (SecretFile.Unusable e) {
      throw new Unresolved(e.getMessage());
    }
  }

  /** Carries the sentence out of the replacement. */
  private static final class Unresolved extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unresolved(String sentence) {
      super(sentence, null, false, false);
    }
  }
}
