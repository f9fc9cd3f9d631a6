/**
 * CommonMark as DingTalk shows it, in parts that DingTalk takes. {@link
 * io.nanobot.channel.dingtalk.markdown.Rendering} is the way in; nothing here does I/O.
 *
 * <p>A text is read into {@code Leaf}s: pieces of content, each with the quotes and list items that
 * it stands in. {@code Packing} lays them on {@code Sheet}s, one for each part, and asks a piece
 * that is too large to cut itself.
 */
package io.nanobot.channel.dingtalk.markdown;
