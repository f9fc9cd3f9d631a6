package io.nanobot.channel.dingtalk.inbound;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Knows the reader for each type of message. */
public final class Bodies {
  private static final BodyReader TEXT = new TextReader();

  private static final Map<String, BodyReader> READERS =
      Map.ofEntries(
          Map.entry("text", TEXT),
          Map.entry("markdown", TEXT),
          Map.entry("richText", new RichTextReader()),
          Map.entry("picture", new PictureReader()),
          Map.entry("audio", new AudioReader()),
          Map.entry("video", new VideoReader()),
          Map.entry("file", new FileReader()),
          Map.entry("actionCard", new ActionCardReader()),
          Map.entry("interactiveCard", new SharedDocumentReader()),
          Map.entry("chatRecord", new ChatRecordReader()));

  private Bodies() {}

  /** What a message says, without what it quotes. */
  public static Body of(JsonNode message) {
    Fields fields = new Fields(message);
    Fields content = fields.child("content");
    String type = fields.text("msgtype").orElse("unknown");
    Body body =
        read(type, content.isEmpty() ? fields.child("text") : content, new Media(robot(fields)));
    return body.isEmpty() && !READERS.containsKey(type) ? otherwise(type, fields) : body;
  }

  static Optional<String> robot(Fields message) {
    return message.text("robotCode");
  }

  static Body read(String type, Fields content, Media media) {
    BodyReader reader = READERS.get(type);
    if (reader == null) {
      Body words = TEXT.read(content, media);
      return words.isEmpty() ? Body.unsupported(type) : words;
    }
    return reader.read(content, media);
  }

  /** DingTalk may add types, and with them words at the place where a text has its own. */
  private static Body otherwise(String type, Fields message) {
    return message.child("text").text("content").map(Body::text).orElse(Body.unsupported(type));
  }
}
