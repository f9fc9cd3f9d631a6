package io.nanobot.channel.dingtalk.inbound;

/** {@code text} and {@code markdown}: the words stand at different keys, by type and by client. */
final class TextReader implements BodyReader {
  @Override
  public Body read(Fields content, Media media) {
    return Body.text(content.firstText("content", "text").orElse(""));
  }
}
