package io.nanobot.channel.dingtalk;

import io.nanobot.api.message.Identity;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Whom a group message addresses. The names are in its text only, and the IDs only here. */
final class Addressees {
  private static final Pattern FIRST_WORD = Pattern.compile("^@\\S+\\s*");

  private Addressees() {}

  /** Everybody but the bot. */
  static List<Identity> of(JsonNode message) {
    Optional<String> bot = Json.id(message, "chatbotUserId");
    return message
        .path("atUsers")
        .valueStream()
        .filter(user -> !Json.id(user, "dingtalkId").equals(bot))
        .flatMap(user -> identity(user).stream())
        .distinct()
        .toList();
  }

  private static Optional<Identity> identity(JsonNode user) {
    return Json.id(user, "staffId")
        .map(id -> new Identity(DingTalkChannelFactory.STAFF_ID.name(), id))
        .or(
            () ->
                Json.id(user, "dingtalkId")
                    .map(id -> new Identity(DingTalkChannelFactory.SENDER_ID.name(), id)));
  }

  /**
   * DingTalk cuts the mention of the bot out of the text, but not for all clients (HarmonyOS).
   * Where it did, a space is left; where it did not and nobody else is mentioned, the first name is
   * the bot's.
   */
  static String withoutTheBot(JsonNode message, String text) {
    boolean untouched = !message.path("text").path("content").asString("").startsWith(" ");
    boolean onlyTheBot = message.path("isInAtList").asBoolean(false) && of(message).isEmpty();
    return untouched && onlyTheBot ? FIRST_WORD.matcher(text).replaceFirst("") : text;
  }
}
