package io.nanobot.host.plugin;

/** Something that the reader of a {@link PluginReport} has to know, and what to do about it. */
record Finding(String reason, String fix) {
  static final Finding NOTHING = new Finding("", "");

  Finding {
    reason = OneLine.of(reason);
    fix = OneLine.of(fix);
  }

  /** Both, for one report. */
  Finding and(Finding other) {
    if (isNothing() || other.isNothing()) {
      return isNothing() ? other : this;
    }
    return new Finding(reason + "; " + other.reason, fix + "; " + other.fix);
  }

  boolean isNothing() {
    return reason.isEmpty();
  }
}
