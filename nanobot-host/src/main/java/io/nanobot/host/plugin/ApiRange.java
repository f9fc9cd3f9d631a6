package io.nanobot.host.plugin;

import java.util.Comparator;
import java.util.regex.Pattern;
import org.pf4j.DefaultVersionManager;

/** Semantic versions, read exactly as PF4J reads them. */
final class ApiRange {
  /** Orders valid versions, the oldest first. */
  static final Comparator<String> ORDER = new DefaultVersionManager()::compareVersions;

  private static final Pattern BARE = Pattern.compile("\\d+\\.\\d+\\.\\d+");

  private final String text;

  ApiRange(String text) {
    this.text = text;
  }

  static boolean isVersion(String text) {
    try {
      return ORDER.compare(text, text) == 0;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** Whether it is a version rather than a range. PF4J takes that for "this one or newer". */
  boolean isBare() {
    return BARE.matcher(text).matches();
  }

  boolean isReadable() {
    try {
      contains("1.0.0");
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  boolean contains(String version) {
    String range = isBare() ? ">=" + text : text;
    return new DefaultVersionManager().checkVersionConstraint(version, range);
  }
}
