/**
 * The DingTalk channel. {@link io.nanobot.channel.dingtalk.DingTalkChannelFactory} is all that the
 * host sees.
 *
 * <p>The way in is Stream Mode through the official SDK's public lower level; what is ours and why
 * stands at {@code DingTalkStream} and {@code StreamTransport}. The way out is plain HTTPS.
 */
package io.nanobot.channel.dingtalk;
