package io.nanobot.channel.dingtalk.files;

import java.util.Locale;

/** A file on its way to people. */
public final class OutgoingFile {
  private final String name;
  private final byte[] content;

  /** Keeps the content as it is, without a copy: it may have 20 MB. */
  public OutgoingFile(String name, byte[] content) {
    this.name = name;
    this.content = content;
  }

  public String name() {
    return name;
  }

  public byte[] content() {
    return content;
  }

  /** The end of the name in lower case; DingTalk refuses an empty one. */
  public String extension() {
    String end = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return end.length() < name.length() && end.matches("[a-z0-9]{1,10}") ? end : "bin";
  }
}
