package io.nanobot.channel.dingtalk.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** The first bytes by which formats are known. */
final class Magic {
  private static final int BMP_HEADER = 26;

  private Magic() {}

  /** Whether it is of a format that DingTalk shows as a picture. */
  static boolean isPicture(byte[] content) {
    return startsWith(content, "\u00ff\u00d8\u00ff")
        || startsWith(content, "\u0089PNG\r\n\u001a\n")
        || startsWith(content, "GIF87a")
        || startsWith(content, "GIF89a")
        || (startsWith(content, "BM") && content.length > BMP_HEADER && hasOwnLength(content));
  }

  /** A text may begin with BM as well. */
  private static boolean hasOwnLength(byte[] content) {
    int length = 0;
    for (int i = 5; i >= 2; i--) {
      length = (length << 8) | (content[i] & 0xff);
    }
    return length == content.length;
  }

  static boolean startsWith(byte[] content, String magic) {
    int length = magic.length();
    return content.length >= length && new String(content, 0, length, ISO_8859_1).equals(magic);
  }
}
