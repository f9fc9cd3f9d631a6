package io.nanobot.dingtalk.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The content of a bot's message, read from either dialect. */
record Spoken(
    String msgtype,
    String title,
    String text,
    List<String> atUserIds,
    String raw,
    Optional<ShownFile> file) {
  Spoken {
    atUserIds = List.copyOf(atUserIds);
  }

  boolean isMarkdown() {
    return msgtype.equals("markdown")
        || msgtype.equals("card")
        || msgtype.equals("sampleMarkdown")
        || msgtype.toLowerCase(Locale.ROOT).contains("actioncard");
  }
}
