package io.nanobot.channel.dingtalk.inbound;

import java.util.Optional;

/**
 * {@code interactiveCard}: a document that somebody shared, or the card of some bot, which comes
 * empty.
 */
final class SharedDocumentReader implements BodyReader {
  @Override
  public Body read(Fields content, Media media) {
    Optional<String> words = content.firstText("title", "text", "content");
    Optional<String> link = content.text("biz_custom_action_url");
    if (link.isEmpty()) {
      return words.map(Body::text).orElseGet(() -> Body.unsupported("interactiveCard"));
    }
    String title = words.map(it -> ": " + it).orElse("");
    return Body.text("[shared document%s] %s".formatted(title, link.get()));
  }
}
