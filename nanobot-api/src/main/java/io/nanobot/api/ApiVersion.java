package io.nanobot.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this API, which a plugin's {@code Plugin-Requires} is compared with. */
public final class ApiVersion {
  private static final String CURRENT = read();

  private ApiVersion() {}

  /**
   * The full version, for example {@code 0.1.0-SNAPSHOT}.
   *
   * @return the version with its qualifier
   */
  public static String current() {
    return CURRENT;
  }

  /**
   * The version without a qualifier, for example {@code 0.1.0}. A pre-release sorts below its
   * release, so a plugin that requires {@code >=0.1.0} would otherwise be refused by every snapshot
   * of 0.1.0.
   *
   * @return {@code major.minor.patch}
   */
  public static String stable() {
    int qualifier = CURRENT.indexOf('-');
    return qualifier < 0 ? CURRENT : CURRENT.substring(0, qualifier);
  }

  private static String read() {
    try (InputStream in = ApiVersion.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
