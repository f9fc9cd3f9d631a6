package io.nanobot.channel.dingtalk.inbound;

import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Attachment.Kind;
import java.util.Optional;

/**
 * Makes attachments of what DingTalk gives a download code for.
 *
 * @param robotCode the robot that received the message, if the message names it
 */
record Media(Optional<String> robotCode) {
  /** Empty if there is no code: then nobody can have it. */
  Optional<Attachment> attachment(Kind kind, String name, Fields content) {
    Optional<String> picture = content.text("pictureDownloadCode");
    return content
        .text("downloadCode")
        .or(() -> picture)
        .map(
            code ->
                new MediaKey(robotCode, code, picture.filter(other -> !other.equals(code)))
                    .source())
        .map(source -> new Attachment(kind, name, Optional.empty(), source));
  }

  /** A message that is nothing but a file. */
  Body body(Kind kind, String name, Fields content) {
    return attachment(kind, name, content)
        .map(Body::attachment)
        .orElseGet(() -> Body.text("[%s, which DingTalk does not give out]".formatted(name)));
  }
}
