/**
 * The SPI of a channel: {@link io.nanobot.api.channel.ChannelFactory} makes a {@link
 * io.nanobot.api.channel.Channel}, which talks to its host through a {@link
 * io.nanobot.api.channel.ChannelContext}.
 *
 * <p>A channel connects once when it is asked to, maps messages both ways and classifies errors.
 * Reconnecting, retrying, access, order and duplicates are the host's.
 */
package io.nanobot.api.channel;
