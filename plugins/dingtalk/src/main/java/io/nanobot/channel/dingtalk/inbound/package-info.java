/**
 * What a message from DingTalk says: a reader for each of its types, and the messages that it
 * quotes. The readers are functions from JSON to text and attachments; they fetch nothing.
 */
package io.nanobot.channel.dingtalk.inbound;
