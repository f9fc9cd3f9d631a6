package io.nanobot.channel.dingtalk;

/** What one request brings to people. */
sealed interface Sendable permits TextPart, FileMessage {}
