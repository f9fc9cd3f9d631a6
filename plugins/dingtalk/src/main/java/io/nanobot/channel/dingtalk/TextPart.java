package io.nanobot.channel.dingtalk;

/**
 * Text of an answer, for both ways: which one it takes is known only when it is sent.
 *
 * @param toSession for the session webhook
 * @param mentions who is notified by the session webhook
 * @param toConversation for the robot API, which mentions nobody
 */
record TextPart(DingTalkMarkdown toSession, Mentions mentions, DingTalkMarkdown toConversation)
    implements DingTalkPart, Sendable {}
