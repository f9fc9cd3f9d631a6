package io.nanobot.dingtalk.simulator;

/** An earlier message, as a quote of it shows in a frame. */
record Quoted(String msgId, String senderId, String msgType, String text, long createdAt) {
  static Quoted of(SentMessage original) {
    return new Quoted(
        original.msgId(),
        original.from().senderId(),
        "text",
        original.text(),
        original.at().toEpochMilli());
  }

  static Quoted of(Reply original) {
    return new Quoted(
        original.id(),
        original.app().chatbotUserId(),
        original.msgtype().endsWith("arkdown") ? "markdown" : "text",
        original.text(),
        original.at().toEpochMilli());
  }
}
