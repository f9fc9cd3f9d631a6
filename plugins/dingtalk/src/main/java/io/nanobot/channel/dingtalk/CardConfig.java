package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.CONFIGURATION;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;
import io.nanobot.api.config.Pattern;
import java.time.Duration;

/** The AI card that shows answers while they grow. */
record CardConfig(
    @Description("ID of the card template, which is published and linked to the app")
        @Pattern("\\S+")
        String templateId,
    @Description("Name of the template's variable that the streaming Markdown component shows")
        @Default("content")
        @Pattern("\\S+")
        String contentKey,
    @Description("Shortest pause between two updates of a card; each of them is an API call")
        @Default("1s")
        Duration pause) {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);

  /** Finds what the schema can not express. */
  void check() throws ChannelException {
    if (pause.compareTo(SHORTEST_PAUSE) < 0) {
      throw new ChannelException(
          CONFIGURATION,
          "card.pause must be 200ms or more",
          "DingTalk takes 20 such calls a second from an app, over all of its chats.");
    }
  }
}
