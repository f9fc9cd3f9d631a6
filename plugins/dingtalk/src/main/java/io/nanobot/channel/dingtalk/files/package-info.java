/** What a file is and how DingTalk can show it, told by its content. */
package io.nanobot.channel.dingtalk.files;
