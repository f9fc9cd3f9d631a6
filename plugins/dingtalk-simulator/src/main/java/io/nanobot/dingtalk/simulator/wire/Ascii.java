package io.nanobot.dingtalk.simulator.wire;

import java.util.Locale;

final class Ascii {
  private Ascii() {}

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
