package io.nanobot.channel.dingtalk.inbound;

import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Attachment.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code richText}: text with styles, mentions and pictures, in the order in which it is shown. */
final class RichTextReader implements BodyReader {
  @Override
  public Body read(Fields content, Media media) {
    StringBuilder text = new StringBuilder();
    List<Attachment> pictures = new ArrayList<>();
    for (Fields part : content.list("richText")) {
      text.append(words(part));
      Optional<Attachment> picture =
          media.attachment(Kind.IMAGE, "picture " + (pictures.size() + 1), part);
      picture.ifPresent(
          it -> {
            pictures.add(it);
            text.append(Body.marker(it));
          });
    }
    return new Body(text.toString().strip(), pictures, Optional.empty());
  }

  private static String words(Fields part) {
    String text = part.string("text").or(() -> part.string("content")).orElse("");
    return switch (part.firstText("type", "msgType").orElse("text")) {
      case "bold" -> styled(text, "**");
      case "italic" -> styled(text, "*");
      case "inlineCode" -> styled(text, "`");
      case "pre" -> text.isBlank() ? text : "\n```\n%s\n```\n".formatted(text.strip());
      case "at" -> part.text("atName").map(name -> "@" + name + " ").orElse(text);
      case "skill" ->
          part.child("skillData").text("displayName").map("[skill: %s]"::formatted).orElse(text);
      default -> text;
    };
  }

  /** Markdown wants no space inside the marks. */
  private static String styled(String text, String mark) {
    String core = text.strip();
    if (core.isEmpty()) {
      return text;
    }
    int start = text.indexOf(core);
    return text.substring(0, start) + mark + core + mark + text.substring(start + core.length());
  }
}
