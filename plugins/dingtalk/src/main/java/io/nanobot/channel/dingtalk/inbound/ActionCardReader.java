package io.nanobot.channel.dingtalk.inbound;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code actionCard}: a title, a text and buttons that lead somewhere. */
final class ActionCardReader implements BodyReader {
  @Override
  public Body read(Fields content, Media media) {
    Stream<String> words =
        Stream.of(content.text("title"), content.firstText("text", "content", "markdown"))
            .flatMap(Optional::stream);
    List<String> links =
        content.list("actionUrlItemList").stream()
            .flatMap(item -> item.text("actionUrl").stream())
            .toList();
    return Body.text(String.join("\n", Stream.concat(words, links.stream()).toList()));
  }
}
