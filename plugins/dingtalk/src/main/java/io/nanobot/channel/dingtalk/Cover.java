package io.nanobot.channel.dingtalk;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.channel.dingtalk.files.OutgoingFile;
import io.nanobot.channel.dingtalk.files.Showing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.ReentrantLock;

/** The plain picture that DingTalk wants before a film is played; uploaded by the first film. */
final class Cover {
  private final Upload upload;
  private final ReentrantLock lock = new ReentrantLock();
  private String mediaId = "";

  Cover(Upload upload) {
    this.upload = upload;
  }

  String mediaId() throws ChannelException, InterruptedException {
    lock.lockInterruptibly();
    try {
      if (mediaId.isEmpty()) {
        mediaId = upload.of("image", new OutgoingFile("cover.png", picture()));
      }
      return mediaId;
    } finally {
      lock.unlock();
    }
  }

  private static byte[] picture() {
    try (InputStream in = Showing.class.getResourceAsStream("cover.png")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
