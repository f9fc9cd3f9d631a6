package io.nanobot.channel.dingtalk;

import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.OutboundMessage;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a message says, for DingTalk.
 *
 * @param title what the list of conversations shows; DingTalk refuses an empty one
 * @param text Markdown
 */
record DingTalkMarkdown(String title, String text) {
  private static final int LONGEST_TITLE = 20;

  static DingTalkMarkdown of(OutboundMessage message, List<String> mentioned) {
    StringBuilder text = new StringBuilder(message.markdown().strip());
    for (Attachment attachment : message.attachments()) {
      text.append(text.isEmpty() ? "" : "\n\n").append(line(attachment));
    }
    // DingTalk notifies those only whose ID stands in the text as well
    for (String staffId : mentioned) {
      if (!mentions(text, staffId)) {
        text.append(" @").append(staffId);
      }
    }
    return new DingTalkMarkdown(title(text.toString()), text.toString());
  }

  /** Another's ID may begin or end like this one. */
  private static boolean mentions(CharSequence text, String staffId) {
    return Pattern.compile("(?<![\\w@])@" + Pattern.quote(staffId) + "(?![\\w-])")
        .matcher(text)
        .find();
  }

  /** Files can not be sent yet: a link where there is one, else at least the name. */
  private static String line(Attachment attachment) {
    String name = attachment.name().isBlank() ? "file" : attachment.name();
    boolean link = attachment.source().matches("https?://\\S+");
    return link
        ? "[%s](%s)".formatted(name.replaceAll("[\\[\\]]", ""), attachment.source())
        : "[file: %s]".formatted(name);
  }

  private static String title(String markdown) {
    String line =
        markdown
            .lines()
            .map(it -> it.replaceAll("!?\\[([^\\]]*)\\]\\([^)]*\\)", "$1"))
            .map(it -> it.replaceAll("^[\\s>#*+-]+|[*_`~]", "").strip())
            .filter(it -> !it.isEmpty())
            .findFirst()
            .orElse("…");
    return line.codePointCount(0, line.length()) <= LONGEST_TITLE
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST_TITLE - 1)) + "…";
  }
}
