package io.nanobot.channel.dingtalk;

/**
 * One message, for DingTalk.
 *
 * @param title what the list of conversations shows; DingTalk refuses an empty one
 * @param text Markdown
 */
record DingTalkMarkdown(String title, String text) {}
