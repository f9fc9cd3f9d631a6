package io.nanobot.channel.dingtalk.inbound;

import io.nanobot.api.message.Attachment.Kind;

/** {@code file}. */
final class FileReader implements BodyReader {
  @Override
  public Body read(Fields content, Media media) {
    return media.body(Kind.FILE, content.text("fileName").orElse("file"), content);
  }
}
