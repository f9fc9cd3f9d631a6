package io.nanobot.host.config;

import static java.util.Objects.requireNonNull;

/**
 * A kind of channel or agent section that a plugin, or the host itself, contributes.
 *
 * @param type the name of the kind, for example {@code dingtalk}
 * @param configType the record that the section's own keys are bound to
 */
public record SectionType(String type, Class<? extends Record> configType) {
  /**
   * Checks the shape of the record, so that a faulty plugin fails here and alone.
   *
   * @throws IllegalArgumentException with a sentence for the plugin's author
   */
  public SectionType {
    requireNonNull(type, "type");
    requireNonNull(configType, "configType");
    if (!type.matches("[A-Za-z][A-Za-z0-9_-]{0,63}")) {
      throw new IllegalArgumentException(
          "\"%s\" is not a type's name: letters, digits, _ and - after a letter".formatted(type));
    }
    RecordShape.check(configType);
  }
}
