package io.nanobot.channel.dingtalk.inbound;

import java.util.List;
import java.util.Optional;

/**
 * {@code interactiveCard}: a document that somebody shared, or the card of some bot, which comes
 * empty, or where it is quoted as a tree of what it shows.
 */
final class SharedDocumentReader implements BodyReader {
  @Override
  public Body read(Fields content, Media media) {
    Optional<String> words = content.firstText("title", "text", "content").or(() -> shown(content));
    Optional<String> link = content.text("biz_custom_action_url");
    if (link.isEmpty()) {
      return words.map(Body::text).orElseGet(() -> Body.unsupported("interactiveCard"));
    }
    String title = words.map(it -> ": " + it).orElse("");
    return Body.text("[shared document%s] %s".formatted(title, link.get()));
  }

  /** Other nodes have values as well, pictures for example. */
  private static Optional<String> shown(Fields content) {
    List<String> texts =
        content.having("value", "cardContent").stream()
            .filter(node -> node.saysAnywhere("TEXT"))
            .flatMap(node -> node.text("value").stream())
            .toList();
    return Optional.of(String.join("\n", texts)).filter(text -> !text.isEmpty());
  }
}
