/** What the channel keeps on disk is for the user of the gateway alone. */
package io.nanobot.channel.dingtalk.disk;
