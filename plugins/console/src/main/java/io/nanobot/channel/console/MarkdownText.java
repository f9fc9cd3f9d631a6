package io.nanobot.channel.console;

import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.OutboundMessage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Markdown as people read it in a terminal. */
final class MarkdownText {
  private static final String BOT = "🐈 ";
  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  private static final AttributedStyle CODE = PLAIN.foreground(AttributedStyle.CYAN);

  private static final Pattern FENCE = Pattern.compile("\\s{0,3}(```|~~~).*");
  private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*#*");
  private static final Pattern BULLET = Pattern.compile("(\\s*)[-*+]\\s+(.*)");

  /** Underscores are left alone: they are part of more names than they emphasise words. */
  private static final Pattern INLINE =
      Pattern.compile(
          "\\\\(?<literal>\\p{Punct})"
              + "|`(?<code>[^`]+)`"
              + "|\\*\\*(?<bold>\\S(?:[^*]*\\S)?)\\*\\*"
              + "|\\*(?<italic>[^\\s*](?:[^*]*[^\\s*])?)\\*"
              + "|!?\\[(?<label>[^\\[\\]]*)\\]\\((?<target>[^()\\s]+)\\)");

  private final AttributedStringBuilder text = new AttributedStringBuilder().append(BOT);
  private boolean first = true;

  private MarkdownText() {}

  static AttributedString of(OutboundMessage message) {
    MarkdownText text = new MarkdownText();
    text.markdown(message.markdown());
    message.attachments().forEach(text::attachment);
    return text.text.toAttributedString();
  }

  private void markdown(String markdown) {
    boolean code = false;
    for (String line : visible(markdown).strip().split("\n", -1)) {
      if (FENCE.matcher(line).matches()) {
        code = !code;
      } else if (code) {
        nextLine().append("    ").styled(CODE, line);
      } else {
        line(line);
      }
    }
  }

  private void line(String line) {
    Matcher heading = HEADING.matcher(line);
    Matcher bullet = BULLET.matcher(line);
    nextLine();
    if (heading.matches()) {
      inline(heading.group(1), PLAIN.bold());
    } else if (bullet.matches()) {
      text.append(bullet.group(1)).append("• ");
      inline(bullet.group(2), PLAIN);
    } else {
      inline(line, PLAIN);
    }
  }

  private void inline(String line, AttributedStyle style) {
    Matcher part = INLINE.matcher(line);
    int end = 0;
    while (part.find()) {
      text.styled(style, line.substring(end, part.start()));
      styled(part, style);
      end = part.end();
    }
    text.styled(style, line.substring(end));
  }

  private void styled(Matcher part, AttributedStyle style) {
    if (part.group("literal") != null) {
      text.styled(style, part.group("literal"));
    } else if (part.group("code") != null) {
      text.styled(CODE, part.group("code"));
    } else if (part.group("bold") != null) {
      inline(part.group("bold"), style.bold());
    } else if (part.group("italic") != null) {
      inline(part.group("italic"), style.italic());
    } else {
      inline(part.group("label"), style);
      text.styled(style, " (%s)".formatted(part.group("target")));
    }
  }

  private void attachment(Attachment attachment) {
    String name = attachment.name().isBlank() ? "file" : attachment.name();
    nextLine().append(visible("[%s] %s".formatted(name, attachment.source())));
  }

  private AttributedStringBuilder nextLine() {
    if (!first) {
      text.append('\n');
    }
    first = false;
    return text;
  }

  /** Whoever answers must not control the terminal. */
  private static String visible(String untrusted) {
    return untrusted
        .replaceAll("\\R", "\n")
        .replace("\t", "    ")
        .replaceAll("[\\p{Cc}\\p{Cf}&&[^\n\u200d]]", "");
  }
}
