package io.nanobot.dingtalk.simulator;

/** A file that a bot has uploaded and then sent. */
public final class ShownFile {
  private final SharedFile.Kind kind;
  private final String name;
  private final String duration;
  private final byte[] content;

  ShownFile(SharedFile.Kind kind, String name, String duration, byte[] content) {
    this.kind = kind;
    this.name = name;
    this.duration = duration;
    this.content = content.clone();
  }

  /** How people see it, which its message decides and not its upload. */
  public SharedFile.Kind kind() {
    return kind;
  }

  public String name() {
    return name;
  }

  /** As it was sent: milliseconds of an audio, seconds of a video; empty for the others. */
  public String duration() {
    return duration;
  }

  public byte[] content() {
    return content.clone();
  }

  @Override
  public String toString() {
    return "[%s: %s]".formatted(kind.wireName(), name);
  }
}
