package io.nanobot.channel.dingtalk.inbound;

import io.nanobot.api.message.Attachment.Kind;

/** {@code audio}: DingTalk tells what was said, and that is the text. */
final class AudioReader implements BodyReader {
  @Override
  public Body read(Fields content, Media media) {
    Body sound = media.body(Kind.AUDIO, "voice message", content);
    return content
        .text("recognition")
        .map(said -> new Body(said, sound.attachments(), sound.unsupported()))
        .orElse(sound);
  }
}
