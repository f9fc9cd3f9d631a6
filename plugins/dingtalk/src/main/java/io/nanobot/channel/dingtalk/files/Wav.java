package io.nanobot.channel.dingtalk.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Sound in a RIFF file. */
final class Wav {
  private Wav() {}

  /** How long it plays; empty if it is no such sound, or does not tell. */
  static Optional<Long> millis(byte[] content) {
    if (!Magic.startsWith(content, "RIFF")) {
      return Optional.empty();
    }
    try {
      AudioFileFormat format = AudioSystem.getAudioFileFormat(new ByteArrayInputStream(content));
      double seconds = format.getFrameLength() / (double) format.getFormat().getFrameRate();
      return Optional.of(Math.round(seconds * 1000)).filter(it -> it > 0);
    } catch (UnsupportedAudioFileException | IOException e) {
      return Optional.empty();
    }
  }
}
