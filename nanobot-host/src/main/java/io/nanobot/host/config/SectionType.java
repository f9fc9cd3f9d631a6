package io.nanobot.host.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of channel or agent section that a plugin, or the host itself, contributes.
 *
 * @param type the name of the kind, for example {@code dingtalk}
 * @param configType the record that the section's own keys are bound to
 * @param account tells which account at its platform a section uses, if that is known
 */
public record SectionType(
    String type, Class<? extends Record> configType, Function<Record, Optional<String>> account) {
  /** A kind whose accounts are not known, or that has none. */
  public SectionType(String type, Class<? extends Record> configType) {
    this(type, configType, settings -> Optional.empty());
  }

  /**
   * Checks the shape of the record, so that a faulty plugin fails here and alone.
   *
   * @throws IllegalArgumentException with a sentence for the plugin's author
   */
  public SectionType {
    requireNonNull(type, "type");
    requireNonNull(configType, "configType");
    requireNonNull(account, "account");
    if (!type.matches("[A-Za-z][A-Za-z0-9_-]{0,63}")) {
      throw new IllegalArgumentException(
          "\"%s\" is not a type's name: letters, digits, _ and - after a letter".formatted(type));
    }
    RecordShape.check(configType);
  }
}
