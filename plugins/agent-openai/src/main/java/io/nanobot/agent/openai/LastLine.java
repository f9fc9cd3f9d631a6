package io.nanobot.agent.openai;

/** The last thing that a program complained about. Thread-safe. */
final class LastLine {
  private volatile String line = "";

  void set(String text) {
    if (!text.isBlank()) {
      line = text;
    }
  }

  String get() {
    return line;
  }
}
