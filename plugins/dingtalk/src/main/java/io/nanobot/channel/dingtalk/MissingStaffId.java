package io.nanobot.channel.dingtalk;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Why DingTalk does not tell the Staff ID of somebody. */
final class MissingStaffId {
  private MissingStaffId() {}

  /** As far as a message shows it: of groups with guests DingTalk tells no organisations. */
  static Optional<String> reason(JsonNode message) {
    Optional<String> theirs = Json.text(message, "senderCorpId");
    Optional<String> ours = Json.text(message, "chatbotCorpId");
    if (theirs.isEmpty() || ours.isEmpty()) {
      return Optional.empty();
    }
    if (!theirs.equals(ours)) {
      return Optional.of("an outside contact, of another organisation");
    }
    // DingTalk leaves out both until a version of the app is published.
    return message.has("isAdmin")
        ? Optional.empty()
        : Optional.of("the app is not published: publish a version of it");
  }
}
