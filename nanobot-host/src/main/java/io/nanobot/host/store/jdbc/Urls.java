package io.nanobot.host.store.jdbc;

/** JDBC URLs as they may be shown: what stands behind the question mark may hold a password. */
final class Urls {
  private Urls() {}

  static String shown(String url) {
    return url.replaceFirst("^jdbc:", "").replaceFirst("[?;].*$", "").replaceFirst("//.*@", "//");
  }
}
