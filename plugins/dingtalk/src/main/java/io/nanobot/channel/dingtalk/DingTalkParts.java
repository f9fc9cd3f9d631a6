package io.nanobot.channel.dingtalk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nanobot.api.message.OutboundMessage;
import io.nanobot.channel.dingtalk.markdown.Part;
import io.nanobot.channel.dingtalk.markdown.Rendering;
import io.nanobot.channel.dingtalk.markdown.Room;
import io.nanobot.channel.dingtalk.markdown.Title;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Makes the parts of an answer. They are the same whichever way each of them takes, so that a
 * change of the way between two of them neither repeats nor loses anything: the limits of both ways
 * count.
 */
final class DingTalkParts {
  /** Of a request to a session webhook: beyond it DingTalk answers 460101. */
  private static final int SESSION_LIMIT = 20_000;

  /**
   * Of {@code msgParam} in the robot API. The documentation does not say whether with or without
   * the escapes of the request, so the whole request keeps to it.
   */
  private static final int ROBOT_LIMIT = 15_000;

  private static final int REMARK_LIMIT = 10_000;

  private static final String LONGEST_NUMBER = "\n\n(99999/99999)";

  private final OutboundMessage message;
  private final String robotCode;
  private final boolean onlyInSession;
  private final Mentions mentions;
  private final Rendering rendering;

  private DingTalkParts(OutboundMessage message, String robotCode, boolean onlyInSession) {
    this.message = message;
    this.robotCode = robotCode;
    this.onlyInSession = onlyInSession;
    this.mentions = Mentions.of(message);
    this.rendering = Rendering.of(message.markdown());
  }

  /**
   * The parts, at least one: the text and then the files.
   *
   * @param onlyInSession whether the robot API can not reach the conversation
   */
  static List<DingTalkPart> of(OutboundMessage message, String robotCode, boolean onlyInSession) {
    List<DingTalkPart> parts = new ArrayList<>();
    if (!message.markdown().isBlank()) {
      parts.addAll(texts(message, robotCode, onlyInSession));
    }
    message.attachments().forEach(it -> parts.add(new FilePart(it)));
    return parts;
  }

  static List<TextPart> texts(OutboundMessage message, String robotCode, boolean onlyInSession) {
    return new DingTalkParts(message, robotCode, onlyInSession).parts();
  }

  /** A remark that stands for a file, short enough for any way. */
  static TextPart remark(Rendering rendering) {
    Part first = rendering.parts(new Room(REMARK_LIMIT, DingTalkParts::inJsonInJson)).get(0);
    return part(rendering.title().text(), first, "", Mentions.NOBODY);
  }

  private List<TextPart> parts() {
    Room room = room();
    List<Part> parts = rendering.parts(room);
    if (parts.size() == 1) {
      return List.of(part(rendering.title().text(), parts.get(0), "", mentions));
    }
    List<Part> numbered = rendering.parts(room.without(room.size().applyAsInt(LONGEST_NUMBER)));
    return IntStream.range(0, numbered.size())
        .mapToObj(i -> numbered(numbered.get(i), i + 1, numbered.size()))
        .toList();
  }

  private TextPart numbered(Part part, int number, int count) {
    Title title = rendering.title();
    return part(
        title.ofPart(number, count),
        part,
        "\n\n(%d/%d)".formatted(number, count),
        number == 1 ? mentions : Mentions.NOBODY);
  }

  private static TextPart part(String title, Part part, String number, Mentions mentions) {
    return new TextPart(
        new DingTalkMarkdown(title, mentions.addedTo(part) + number),
        mentions,
        new DingTalkMarkdown(title, part.text() + number));
  }

  /** What is left of a request for the text, when it says the rest at its longest. */
  private Room room() {
    DingTalkMarkdown rest =
        new DingTalkMarkdown(
            rendering.title().text() + LONGEST_NUMBER.strip(), mentions.longestText());
    int inSession = SESSION_LIMIT - bytes(SendBodies.toSession(rest, mentions));
    if (onlyInSession) {
      return new Room(inSession, DingTalkParts::inJson);
    }
    int inRobotApi =
        ROBOT_LIMIT - bytes(SendBodies.toConversation(robotCode, message.conversation(), rest));
    return new Room(Math.min(inSession, inRobotApi), DingTalkParts::inJsonInJson);
  }

  private static int bytes(JsonNode body) {
    return Json.write(body).getBytes(UTF_8).length;
  }

  private static int inJson(String text) {
    return escaped(text).getBytes(UTF_8).length;
  }

  /** The robot API takes JSON within JSON: a line end has three bytes there, a quote four. */
  private static int inJsonInJson(String text) {
    return inJson(escaped(text));
  }

  private static String escaped(String text) {
    String quoted = Json.write(text);
    return quoted.substring(1, quoted.length() - 1);
  }
}
