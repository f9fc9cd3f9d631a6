package io.nanobot.channel.dingtalk.inbound;

import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Quote;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Finds what a message quotes. None of this is documented; clients write it in several ways, and
 * some tell the ID only.
 */
public final class Quotes {
  static final int LONGEST = 4_000;
  private static final String PREFIX = "quoted ";

  private Quotes() {}

  /**
   * A quote.
   *
   * @param attachments the files of the quoted message
   */
  public record Quoted(Quote quote, List<Attachment> attachments) {
    /** Copies the attachments. */
    public Quoted {
      attachments = List.copyOf(attachments);
    }
  }

  /**
   * What a message quotes.
   *
   * @param conversation the ID of the conversation, in the host's terms
   */
  public static Optional<Quoted> of(JsonNode message, String conversation, Recall recall) {
    Fields fields = new Fields(message);
    Optional<Fields> reply =
        Stream.of("text", "content")
            .map(fields::child)
            .filter(it -> it.isTrue("isReplyMsg"))
            .findFirst();
    Fields replied = reply.map(it -> it.child("repliedMsg")).orElse(fields.child("quoteMessage"));
    Optional<String> id = replied.text("msgId").or(() -> fields.text("originalMsgId"));
    Optional<String> key = fields.text("originalProcessQueryKey");
    Optional<String> bare = fields.child("content").text("quoteContent");
    if (reply.isEmpty() && replied.isEmpty() && id.isEmpty() && key.isEmpty() && bare.isEmpty()) {
      return Optional.empty();
    }
    Body told = told(replied, new Media(Bodies.robot(fields)));
    Body body =
        told.isEmpty()
            ? bare.map(Body::text).or(() -> recalled(recall, conversation, id, key)).orElse(told)
            : told;
    return Optional.of(quoted(id.or(() -> key), body))
        .filter(it -> it.quote().messageId().isPresent() || !it.quote().text().isEmpty());
  }

  private static Optional<Body> recalled(
      Recall recall, String conversation, Optional<String> id, Optional<String> key) {
    return Stream.of(id, key)
        .flatMap(Optional::stream)
        .flatMap(it -> recall.recall(conversation, it).stream())
        .findFirst();
  }

  private static Body told(Fields replied, Media media) {
    if (replied.isEmpty()) {
      return Body.NOTHING;
    }
    Fields content = replied.child("content");
    String type = replied.firstText("msgType", "msgtype").orElseGet(() -> guess(content));
    if (content.isEmpty()) {
      Optional<String> words =
          replied.child("text").text("content").or(() -> replied.text("content"));
      return words.map(Body::text).orElseGet(() -> Body.unsupported(type));
    }
    return Bodies.read(type, content, media);
  }

  private static String guess(Fields content) {
    return content.has("richText") ? "richText" : "text";
  }

  private static Quoted quoted(Optional<String> id, Body body) {
    List<Attachment> files = body.attachments().stream().map(Quotes::named).toList();
    return new Quoted(new Quote(id, Cut.text(body.inWords(), LONGEST)), files);
  }

  private static String prefixed(String name) {
    return name.startsWith(PREFIX) ? name : PREFIX + name;
  }

  /** Told apart from what came with the message itself. */
  private static Attachment named(Attachment file) {
    return new Attachment(file.kind(), prefixed(file.name()), file.mediaType(), file.source());
  }
}
