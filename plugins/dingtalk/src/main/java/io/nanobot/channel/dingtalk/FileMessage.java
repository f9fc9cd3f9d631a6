package io.nanobot.channel.dingtalk;

import tools.jackson.databind.node.ObjectNode;

/**
 * A message that shows an uploaded file. The robot API has such messages, the session webhook has
 * none.
 *
 * @param key DingTalk's {@code msgKey}
 * @param parameters the {@code msgParam} that goes with it
 */
record FileMessage(String key, ObjectNode parameters) implements Sendable {}
