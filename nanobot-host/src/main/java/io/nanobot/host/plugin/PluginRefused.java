package io.nanobot.host.plugin;

/** A file is not loaded, for a reason that its report tells. */
final class PluginRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  PluginRefused(String reason, String fix) {
    // without a stack trace: a report needs none, and a trace would keep a plugin's classes alive
    super(reason, null, false, false);
    this.finding = new Finding(reason, fix);
  }

  Finding finding() {
    return finding;
  }
}
