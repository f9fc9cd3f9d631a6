package io.nanobot.channel.dingtalk.markdown;

/**
 * One part of a text.
 *
 * @param text Markdown
 * @param endsInWords whether words that are added behind a space belong to its last paragraph
 */
public record Part(String text, boolean endsInWords) {}
