package io.nanobot.host.plugin;

import io.nanobot.api.channel.IdentityScheme;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a factory says about itself, asked once and checked once, so that nobody behind it has to
 * check again. A message names the plugin and the method.
 */
final class Answers {
  private static final Pattern TYPE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final PluginBoundary boundary;
  private final Duration limit;

  Answers(PluginBoundary boundary, Duration limit) {
    this.boundary = boundary;
    this.limit = limit;
  }

  String type(Callable<String> question) throws PluginFault {
    String type = ask("type()", question);
    if (!TYPE.matcher(type).matches()) {
      throw wrong("type()", "'%s', which is not lower-case letters, digits and hyphens", type);
    }
    return type;
  }

  String displayName(Callable<String> question) throws PluginFault {
    String name = OneLine.of(ask("displayName()", question));
    if (name.isEmpty()) {
      throw wrong("displayName()", "a blank name", "");
    }
    return name;
  }

  IdentityScheme identityScheme(Callable<IdentityScheme> question) throws PluginFault {
    return named("identityScheme()", ask("identityScheme()", question));
  }

  boolean canOverlap(Callable<Boolean> question) throws PluginFault {
    return ask("canOverlap()", question);
  }

  List<IdentityScheme> aliasSchemes(Callable<List<IdentityScheme>> question) throws PluginFault {
    List<IdentityScheme> schemes = ask("aliasSchemes()", () -> List.copyOf(question.call()));
    for (IdentityScheme scheme : schemes) {
      named("aliasSchemes()", scheme);
    }
    return schemes;
  }

  /** What stands before a colon in the configuration must not have one itself. */
  private IdentityScheme named(String method, IdentityScheme scheme) throws PluginFault {
    if (scheme.name().isBlank() || scheme.name().contains(":")) {
      throw wrong(method, "a scheme whose name is blank or has a colon", "");
    }
    return scheme;
  }

  /**
   * @param reserved keys that the host reads itself, in camelCase
   */
  Class<? extends Record> configType(Callable<Class<?>> question, Set<String> reserved)
      throws PluginFault {
    Class<?> type = ask("configType()", question);
    if (!type.isRecord()) {
      throw wrong("configType()", "%s, which is not a record", type.getName());
    }
    for (String component : ask("configType()", () -> components(type))) {
      for (String key : reserved) {
        if (plain(component).equals(plain(key))) {
          throw wrong("configType()", "a record with the key '%s', which is the host's", component);
        }
      }
    }
    return type.asSubclass(Record.class);
  }

  private <T> T ask(String method, Callable<T> question) throws PluginFault {
    T answer = boundary.callUninterruptibly(method, limit, question);
    if (answer == null) {
      throw wrong(method, "null", "");
    }
    return answer;
  }

  private PluginFault wrong(String method, String what, String detail) {
    return PluginFault.returned(boundary.plugin(), method, what.formatted(OneLine.of(detail)));
  }

  /** On the plugin's thread, because it may load further classes of the plugin. */
  private static Set<String> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.toSet());
  }

  /** The configuration is read in camelCase and in snake_case. */
  private static String plain(String key) {
    return key.replace("_", "").toLowerCase(Locale.ROOT);
  }
}
