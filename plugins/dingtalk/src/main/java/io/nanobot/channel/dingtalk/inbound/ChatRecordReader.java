package io.nanobot.channel.dingtalk.inbound;

import io.nanobot.api.message.Attachment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code chatRecord}: a conversation that somebody forwarded. */
final class ChatRecordReader implements BodyReader {
  /** A frame of 256 KiB could hold thousands; an agent asked about a chat needs its end or gist. */
  static final int MOST_MESSAGES = 50;

  static final int LONGEST_MESSAGE = 500;
  private static final String TYPE = "chatRecord";

  @Override
  public Body read(Fields content, Media media) {
    List<Fields> messages =
        Stream.of("chatRecord", "records", "messages")
            .map(content::list)
            .filter(list -> !list.isEmpty())
            .findFirst()
            .orElse(List.of());
    List<String> lines = new ArrayList<>();
    lines.add("[forwarded chat%s]".formatted(content.text("title").map(": "::concat).orElse("")));
    if (messages.isEmpty()) {
      lines.add(
          content
              .text("summary")
              .filter(summary -> !summary.equals("[]"))
              .orElse("[DingTalk does not tell what was said in it]"));
    }
    List<Attachment> attachments = new ArrayList<>();
    for (Fields message : messages.subList(0, Math.min(MOST_MESSAGES, messages.size()))) {
      Body said = said(message, media);
      attachments.addAll(said.attachments());
      lines.add(who(message) + Cut.text(said.inWords(), LONGEST_MESSAGE));
    }
    if (messages.size() > MOST_MESSAGES) {
      lines.add("[… %d more messages are left out]".formatted(messages.size() - MOST_MESSAGES));
    }
    return new Body(String.join("\n", lines), attachments, Optional.empty());
  }

  private static String who(Fields message) {
    return message
        .firstText("senderNick", "senderName", "nick", "name", "sender")
        .map(name -> name + ": ")
        .orElse("");
  }

  /** A chat in a chat is only named: there is no end to how deep that could go. */
  private static Body said(Fields message, Media media) {
    String type = message.firstText("msgtype", "msgType", "type").orElse("text");
    if (type.equals(TYPE)) {
      return Body.text("[forwarded chat]");
    }
    Fields content = message.child("content");
    Body body = content.isEmpty() ? Body.NOTHING : Bodies.read(type, content, media);
    return body.isEmpty()
        ? message.firstText("content", "text", "msg", "summary").map(Body::text).orElse(body)
        : body;
  }
}
