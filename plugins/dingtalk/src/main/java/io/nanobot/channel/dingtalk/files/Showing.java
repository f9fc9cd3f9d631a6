package io.nanobot.channel.dingtalk.files;

import java.util.Optional;

/** How DingTalk shows a file: reference 5.3 and 7.2. */
public sealed interface Showing {
  /** DingTalk's own limit, of all files but voice messages. */
  int MAX_BYTES = 20 * 1024 * 1024;

  /** DingTalk's own limit of voice messages; a longer one is shown as a file. */
  int MAX_VOICE_BYTES = 2 * 1024 * 1024;

  /** The {@code type} of its upload. */
  String uploadType();

  /** A picture in the conversation. */
  record Picture() implements Showing {
    @Override
    public String uploadType() {
      return "image";
    }
  }

  /** Something that is played in the conversation, as long as it says. */
  record Voice(long millis) implements Showing {
    @Override
    public String uploadType() {
      return "voice";
    }
  }

  /** A film that is played in the conversation, as long as it says. */
  record Film(long seconds) implements Showing {
    @Override
    public String uploadType() {
      return "video";
    }
  }

  /** A name that can be tapped. */
  record Document() implements Showing {
    @Override
    public String uploadType() {
      return "file";
    }
  }

  /** Decides by the first bytes: a name may say anything. */
  static Showing of(OutgoingFile file) {
    byte[] content = file.content();
    if (Magic.isPicture(content)) {
      return new Picture();
    }
    if (content.length <= MAX_VOICE_BYTES) {
      Optional<Voice> voice = Amr.millis(content).or(() -> Wav.millis(content)).map(Voice::new);
      if (voice.isPresent()) {
        return voice.get();
      }
    }
    return Mp4.seconds(content).<Showing>map(Film::new).orElseGet(Document::new);
  }
}
