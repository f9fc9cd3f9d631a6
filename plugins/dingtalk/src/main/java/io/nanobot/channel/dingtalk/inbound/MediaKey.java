package io.nanobot.channel.dingtalk.inbound;

import java.util.Optional;

/**
 * What a file of a message is fetched with. It becomes the source of an attachment, and is stored
 * with the message.
 *
 * @param robotCode the robot that received the message, if the message names it
 * @param downloadCode DingTalk's code for the file
 * @param otherCode another code for the same file, if there is one
 */
public record MediaKey(
    Optional<String> robotCode, String downloadCode, Optional<String> otherCode) {

  /**
   * Reads a source.
   *
   * @throws IllegalArgumentException if it is none; the text does not show it
   */
  public static MediaKey parse(String source) {
    Fields fields =
        Fields.parse(source)
            .map(Fields::new)
            .orElseThrow(() -> new IllegalArgumentException("it is no JSON"));
    return new MediaKey(
        fields.text("robotCode"),
        fields
            .text("downloadCode")
            .orElseThrow(() -> new IllegalArgumentException("it has no downloadCode")),
        fields.text("otherCode"));
  }

  /** As the source of an attachment. */
  public String source() {
    var json = Fields.MAPPER.createObjectNode().put("downloadCode", downloadCode);
    robotCode.ifPresent(code -> json.put("robotCode", code));
    otherCode.ifPresent(code -> json.put("otherCode", code));
    return Fields.MAPPER.writeValueAsString(json);
  }

  /** Tells no code: together with the app's rights they give access to the file. */
  @Override
  public String toString() {
    return "MediaKey";
  }
}
