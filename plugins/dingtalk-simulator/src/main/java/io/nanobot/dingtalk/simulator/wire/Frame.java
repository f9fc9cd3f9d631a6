package io.nanobot.dingtalk.simulator.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What was read from a WebSocket: a whole text message or one control frame. */
public final class Frame {
  static final int TEXT = 0x1;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;

  private final int opcode;
  private final byte[] payload;

  Frame(int opcode, byte[] payload) {
    this.opcode = opcode;
    this.payload = payload;
  }

  public boolean isText() {
    return opcode == TEXT;
  }

  public boolean isPing() {
    return opcode == PING;
  }

  public boolean isClose() {
    return opcode == CLOSE;
  }

  public String text() {
    return new String(payload, UTF_8);
  }

  byte[] payload() {
    return payload;
  }
}
