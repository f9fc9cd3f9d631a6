package io.nanobot.channel.dingtalk.inbound;

import io.nanobot.api.message.Attachment.Kind;

/** {@code picture}. */
final class PictureReader implements BodyReader {
  @Override
  public Body read(Fields content, Media media) {
    return media.body(Kind.IMAGE, "picture", content);
  }
}
