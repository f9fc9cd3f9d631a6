package io.nanobot.channel.dingtalk.inbound;

import io.nanobot.api.message.Attachment.Kind;

/** {@code video}. */
final class VideoReader implements BodyReader {
  @Override
  public Body read(Fields content, Media media) {
    return media.body(Kind.VIDEO, "video", content);
  }
}
