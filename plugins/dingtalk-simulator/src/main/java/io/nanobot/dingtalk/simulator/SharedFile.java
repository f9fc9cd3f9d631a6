package io.nanobot.dingtalk.simulator;

import java.util.Locale;

/** Something that a person sends to a bot: a picture, a voice message, a video or a file. */
public final class SharedFile {
  /** How it is sent, which is the {@code msgtype}. */
  public enum Kind {
    PICTURE,
    AUDIO,
    VIDEO,
    FILE;

    /** As the control API and frames write it. */
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Kind kind;
  private final String name;
  private final String recognition;
  private final byte[] content;

  private SharedFile(Kind kind, String name, String recognition, byte[] content) {
    this.kind = kind;
    this.name = name;
    this.recognition = recognition;
    this.content = content.clone();
  }

  /** A picture; frames do not tell its name. */
  public static SharedFile picture(String name, byte[] content) {
    return new SharedFile(Kind.PICTURE, name, "", content);
  }

  /** A voice message; DingTalk recognises what was said. */
  public static SharedFile audio(String name, String recognition, byte[] content) {
    return new SharedFile(Kind.AUDIO, name, recognition, content);
  }

  public static SharedFile video(String name, byte[] content) {
    return new SharedFile(Kind.VIDEO, name, "", content);
  }

  public static SharedFile file(String name, byte[] content) {
    return new SharedFile(Kind.FILE, name, "", content);
  }

  static SharedFile of(Kind kind, String name, String recognition, byte[] content) {
    return new SharedFile(kind, name, recognition, content);
  }

  public Kind kind() {
    return kind;
  }

  public String name() {
    return name;
  }

  public String recognition() {
    return recognition;
  }

  public byte[] content() {
    return content.clone();
  }

  @Override
  public String toString() {
    return "SharedFile[" + kind + ", " + name + ", " + content.length + " bytes]";
  }
}
