package io.nanobot.dingtalk.simulator;

import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the {@code content} of messages with files: reference section 3.3. */
final class FileContent {
  /** DingTalk tells milliseconds; nobody listens here. */
  private static final int DURATION = 4000;

  private final SharedFiles files;

  FileContent(SharedFiles files) {
    this.files = files;
  }

  /** The type of a message with files: text with pictures is {@code richText}. */
  static String msgtype(Utterance utterance) {
    boolean alone = utterance.text().isBlank() && utterance.files().size() == 1;
    return alone ? utterance.files().get(0).kind().wireName() : "richText";
  }

  ObjectNode of(SentMessage message, App app, String text) {
    ObjectNode content = Json.object();
    if (!msgtype(message.utterance()).equals("richText")) {
      write(content, message, 0, app);
      return content;
    }
    ArrayNode parts = content.putArray("richText");
    Optional.of(text)
        .filter(any -> !any.isBlank())
        .ifPresent(said -> parts.addObject().put("text", said));
    for (int i = 0; i < message.utterance().files().size(); i++) {
      write(parts.addObject().put("type", "picture"), message, i, app);
    }
    return content;
  }

  private void write(ObjectNode content, SentMessage message, int index, App app) {
    SharedFile file = message.utterance().files().get(index);
    String code = files.code(message, index, app);
    content.put("downloadCode", code);
    switch (file.kind()) {
      case PICTURE -> content.put("pictureDownloadCode", code);
      case AUDIO -> content.put("duration", DURATION).put("recognition", file.recognition());
      case VIDEO -> content.put("duration", DURATION).put("videoType", "mp4");
      case FILE ->
          content.put("spaceId", "27001").put("fileId", "16001").put("fileName", file.name());
    }
  }
}
