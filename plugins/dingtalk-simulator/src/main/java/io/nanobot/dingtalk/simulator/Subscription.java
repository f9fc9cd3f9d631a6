package io.nanobot.dingtalk.simulator;

/** What a connection wants to get. */
record Subscription(String type, String topic) {
  static final String BOT_MESSAGE = "/v1.0/im/bot/messages/get";
  static final String CARD_CALLBACK = "/v1.0/card/instances/callback";

  boolean matchesCallback(String wanted) {
    return type.equals("CALLBACK") && (topic.equals(wanted) || topic.equals("*"));
  }
}
