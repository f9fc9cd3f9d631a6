package io.nanobot.channel.dingtalk.inbound;

import io.nanobot.api.message.Attachment;
import java.util.List;

/** Bounds, and how what they cost is told to the agent. */
public final class Cut {
  /** In UTF-16 units. Nobody types more; what is pasted beyond it is better sent as a file. */
  public static final int LONGEST_TEXT = 20_000;

  /** As many as the host fetches. */
  public static final int MOST_ATTACHMENTS = 10;

  private Cut() {}

  /** The text itself, or its beginning with a sentence about the rest. */
  public static String text(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return "%s [… cut here, %d more characters]"
        .formatted(text.substring(0, end), text.length() - end);
  }

  /** The first attachments. */
  public static List<Attachment> attachments(List<Attachment> attachments) {
    return attachments.subList(0, Math.min(MOST_ATTACHMENTS, attachments.size()));
  }

  /** What has to be said about attachments that are left out; empty if all are there. */
  public static String note(List<Attachment> attachments) {
    int more = attachments.size() - MOST_ATTACHMENTS;
    return more <= 0 ? "" : "[… %d more attachments are left out]".formatted(more);
  }
}
