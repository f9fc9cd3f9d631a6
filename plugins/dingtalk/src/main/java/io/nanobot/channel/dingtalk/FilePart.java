package io.nanobot.channel.dingtalk;

import io.nanobot.api.message.Attachment;

/** A file of an answer, behind its text. */
record FilePart(Attachment attachment) implements DingTalkPart {}
