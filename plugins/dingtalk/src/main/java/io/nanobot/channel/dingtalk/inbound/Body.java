package io.nanobot.channel.dingtalk.inbound;

import io.nanobot.api.message.Attachment;
import java.util.List;
import java.util.Optional;

/**
 * What a message says.
 *
 * @param text the words; a placeholder if the type is not supported
 * @param attachments what is to be fetched, in the order in which people see it
 * @param unsupported the type, if it can not be read
 */
public record Body(String text, List<Attachment> attachments, Optional<String> unsupported) {
  static final Body NOTHING = text("");

  /** Copies the attachments. */
  public Body {
    attachments = List.copyOf(attachments);
  }

  static Body text(String text) {
    return new Body(text, List.of(), Optional.empty());
  }

  static Body attachment(Attachment attachment) {
    return new Body("", List.of(attachment), Optional.empty());
  }

  static Body unsupported(String type) {
    return new Body(
        "[a message that this bot can not read: %s]".formatted(type), List.of(), Optional.of(type));
  }

  /** Whether it is of no use. */
  boolean isEmpty() {
    return unsupported.isPresent() || (text.isEmpty() && attachments.isEmpty());
  }

  /** The same in words, for where the attachments stand apart: in a quote or a forwarded chat. */
  String inWords() {
    return text.isEmpty()
        ? String.join(" ", attachments.stream().map(Body::marker).toList())
        : text;
  }

  /** What stands in a text in place of something that is attached. */
  static String marker(Attachment attachment) {
    String name = attachment.name();
    return switch (attachment.kind()) {
      case IMAGE, AUDIO, VIDEO -> "[" + name + "]";
      case FILE -> name.equals("file") ? "[file]" : "[file: %s]".formatted(name);
    };
  }
}
