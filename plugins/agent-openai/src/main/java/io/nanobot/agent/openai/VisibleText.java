package io.nanobot.agent.openai;

/**
 * What of a model's text is meant for people. Some servers send a model's reasoning as text between
 * {@code <think>} and {@code </think>} before the answer.
 */
final class VisibleText {
  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  private enum Place {
    BEFORE,
    REASONING,
    ANSWER
  }

  private final StringBuilder held = new StringBuilder();
  private Place place = Place.BEFORE;

  /** Takes the next piece and returns what of the text can be shown by now. */
  String add(String piece) {
    if (place == Place.ANSWER) {
      return piece;
    }
    held.append(piece);
    if (place == Place.REASONING) {
      skipReasoning();
    }
    return place == Place.BEFORE ? begin() : "";
  }

  /** The end of the text: what was held back because it could have become a mark. */
  String end() {
    return place == Place.BEFORE ? taken() : "";
  }

  private String begin() {
    String text = held.toString().stripLeading();
    if (text.startsWith(OPEN)) {
      place = Place.REASONING;
      held.setLength(0);
      return add(text.substring(OPEN.length()));
    }
    if (OPEN.startsWith(text)) {
      return "";
    }
    place = Place.ANSWER;
    return taken();
  }

  private void skipReasoning() {
    int end = held.indexOf(CLOSE);
    if (end >= 0) {
      held.delete(0, end + CLOSE.length());
      place = Place.BEFORE;
    } else {
      held.delete(0, Math.max(0, held.length() - CLOSE.length() + 1));
    }
  }

  private String taken() {
    String text = held.toString().stripLeading();
    held.setLength(0);
    return text;
  }
}
