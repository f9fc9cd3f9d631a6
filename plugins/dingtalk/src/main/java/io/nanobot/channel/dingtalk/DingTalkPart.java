package io.nanobot.channel.dingtalk;

/** One part of an answer: each is sent once. */
sealed interface DingTalkPart permits TextPart, FilePart {}
