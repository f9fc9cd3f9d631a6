package io.nanobot.api.message;

/**
 * One way in which a platform names a person. Identities of different schemes are never equal, so
 * an encrypted sender ID that happens to read like a Staff ID can not pass for it.
 *
 * @param scheme what kind of ID it is, for example {@code staffId}
 * @param value the ID as the platform writes it; compared exactly, upper and lower case included
 */
public record Identity(String scheme, String value) {
  /**
   * Checks both parts.
   *
   * @throws IllegalArgumentException if a part is blank or contains a control character
   */
  public Identity {
    Checks.identifier("identity scheme", scheme);
    Checks.identifier("identity value", value);
  }
}
