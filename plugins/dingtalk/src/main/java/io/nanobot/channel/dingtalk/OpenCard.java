package io.nanobot.channel.dingtalk;

import io.nanobot.api.message.Conversation;

/**
 * A card whose answer is not complete.
 *
 * @param id which it has at DingTalk
 * @param conversation where it is shown
 * @param asker whose question it answers
 * @param shown whether DingTalk has said that people see it
 * @param carrierId by which the message can be recalled, and is quoted; empty if it is not known
 */
record OpenCard(
    String id, Conversation conversation, Asker asker, boolean shown, String carrierId) {
  OpenCard shown(String carrier) {
    return new OpenCard(id, conversation, asker, true, carrier);
  }
}
