package io.nanobot.dingtalk.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads {@code msgKey} and {@code msgParam} of a robot send, as strictly as the platform. */
final class RobotMessage {
  private static final int MAX_PARAM_BYTES = 15_000;

  private static final Map<String, List<String>> REQUIRED =
      Map.ofEntries(
          Map.entry("sampleText", List.of("content")),
          Map.entry("sampleMarkdown", List.of("title", "text")),
          Map.entry("sampleImageMsg", List.of("photoURL")),
          Map.entry("sampleLink", List.of("title", "text", "messageUrl")),
          Map.entry("sampleActionCard", List.of("title", "text", "singleTitle", "singleURL")),
          Map.entry("sampleActionCard2", List.of("title", "text", "actionTitle1", "actionURL1")),
          Map.entry("sampleActionCard3", List.of("title", "text", "actionTitle1", "actionURL1")),
          Map.entry("sampleActionCard4", List.of("title", "text", "actionTitle1", "actionURL1")),
          Map.entry("sampleActionCard5", List.of("title", "text", "actionTitle1", "actionURL1")),
          Map.entry("sampleActionCard6", List.of("title", "text", "buttonTitle1", "buttonUrl1")),
          Map.entry("sampleAudio", List.of("mediaId", "duration")),
          Map.entry("sampleFile", List.of("mediaId", "fileName", "fileType")),
          Map.entry("sampleVideo", List.of("duration", "videoMediaId", "videoType", "picMediaId")));

  private RobotMessage() {}

  static Spoken spoken(JsonNode body, UploadedFiles uploads) {
    String msgKey = Json.text(body, "msgKey");
    if (msgKey.isEmpty()) {
      throw ApiError.badRequest("invalidParameter.msgKey.empty", "msgKey is empty");
    }
    if (!REQUIRED.containsKey(msgKey)) {
      throw ApiError.badRequest("invalidParameter.msgKey.invalid", "msgKey is invalid");
    }
    String raw = Json.text(body, "msgParam");
    if (raw.getBytes(UTF_8).length > MAX_PARAM_BYTES) {
      throw ApiError.badRequest("invalidParameter.msgParam.tooLong", "msgParam is too long");
    }
    JsonNode param =
        Json.parse(raw)
            .filter(JsonNode::isObject)
            .orElseThrow(
                () ->
                    ApiError.badRequest(
                        "invalidParameter.msgParam.invalid", "msgParam is no JSON string"));
    for (String member : REQUIRED.get(msgKey)) {
      if (Json.text(param, member).isEmpty()) {
        throw ApiError.badRequest("miss.param." + member, "msgParam lacks " + member);
      }
    }
    return new Spoken(
        msgKey,
        Json.text(param, "title"),
        text(param),
        List.of(),
        raw,
        file(msgKey, param, uploads));
  }

  private static Optional<ShownFile> file(String msgKey, JsonNode param, UploadedFiles uploads) {
    return switch (msgKey) {
      case "sampleImageMsg" ->
          Json.text(param, "photoURL").matches("https?://.+")
              ? Optional.empty()
              : Optional.of(shown(SharedFile.Kind.PICTURE, param, "photoURL", uploads));
      case "sampleAudio" -> Optional.of(shown(SharedFile.Kind.AUDIO, param, "mediaId", uploads));
      case "sampleFile" -> Optional.of(shown(SharedFile.Kind.FILE, param, "mediaId", uploads));
      case "sampleVideo" -> {
        uploaded(param, "picMediaId", uploads);
        yield Optional.of(shown(SharedFile.Kind.VIDEO, param, "videoMediaId", uploads));
      }
      default -> Optional.empty();
    };
  }

  private static ShownFile shown(
      SharedFile.Kind kind, JsonNode param, String member, UploadedFiles uploads) {
    SharedFile file = uploaded(param, member, uploads);
    String name = Json.text(param, "fileName");
    return new ShownFile(
        kind, name.isEmpty() ? file.name() : name, Json.text(param, "duration"), file.content());
  }

  private static SharedFile uploaded(JsonNode param, String member, UploadedFiles uploads) {
    return uploads
        .find(Json.text(param, member))
        .orElseThrow(
            () ->
                ApiError.badRequest(
                    "invalidParameter.msgParam.invalid", member + " is no media ID"));
  }

  private static String text(JsonNode param) {
    return List.of("text", "content", "fileName", "photoURL", "mediaId", "videoMediaId").stream()
        .map(member -> Json.text(param, member))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }
}
