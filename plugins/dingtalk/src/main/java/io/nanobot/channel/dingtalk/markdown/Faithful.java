package io.nanobot.channel.dingtalk.markdown;

import java.util.function.UnaryOperator;

/**
 * Writes Markdown that says what it shall say. Escapes are written only where a text would be read
 * as something else without them: not every client of DingTalk is known to take them away.
 */
final class Faithful {
  private Faithful() {}

  static String write(Spans spans, String lineBreak, UnaryOperator<String> frame) {
    return write(spans, lineBreak, frame, spans.words(lineBreak));
  }

  static String link(Spans label, Destination destination) {
    String words = label.words(" ");
    return write(
        label,
        " ",
        text -> "[" + text + "](" + destination.address() + ")",
        words + destination.behind(words));
  }

  private static String write(
      Spans spans, String lineBreak, UnaryOperator<String> frame, String words) {
    String asIs = frame.apply(spans.write(lineBreak, false, true));
    String escaped = frame.apply(spans.write(lineBreak, true, true));
    if ((asIs.equals(escaped) && spans.areUnmarked()) || Words.says(asIs, words)) {
      return asIs;
    }
    return Words.says(escaped, words) ? escaped : frame.apply(spans.write(lineBreak, true, false));
  }
}
