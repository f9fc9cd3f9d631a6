package io.nanobot.dingtalk.simulator.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The server's end of an RFC 6455 connection: text frames without extensions. Writing is safe from
 * any thread.
 */
public final class WebSocket {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int MAX_MESSAGE = 4 * 1024 * 1024;

  private final Transport transport;
  private final DataInputStream in;
  private final DataOutputStream out;

  WebSocket(Transport transport) {
    this.transport = transport;
    this.in = new DataInputStream(transport.in());
    this.out = new DataOutputStream(transport.out());
  }

  static String acceptKey(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(ISO_8859_1)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every JDK has SHA-1", impossible);
    }
  }

  public void sendText(String text) throws IOException {
    send(Frame.TEXT, text.getBytes(UTF_8));
  }

  public void sendPong(Frame ping) throws IOException {
    send(Frame.PONG, ping.payload());
  }

  public void sendClose(int code, String reason) throws IOException {
    byte[] text = reason.getBytes(UTF_8);
    send(
        Frame.CLOSE, ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
  }

  /** The next message or control frame. Blocks; ends with an exception when the connection does. */
  public Frame read() throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    while (true) {
      int head = in.readUnsignedByte();
      int opcode = head & 0x0f;
      byte[] payload = payload();
      if (opcode >= Frame.CLOSE) {
        return new Frame(opcode, payload);
      }
      message.write(payload);
      if (message.size() > MAX_MESSAGE) {
        throw new IOException("the message is too large");
      }
      if ((head & 0x80) != 0) {
        return new Frame(Frame.TEXT, message.toByteArray());
      }
    }
  }

  /** Breaks the connection without a close frame. */
  public void reset() {
    transport.reset();
  }

  public void close() {
    transport.close();
  }

  private synchronized void send(int opcode, byte[] payload) throws IOException {
    out.writeByte(0x80 | opcode);
    if (payload.length < 126) {
      out.writeByte(payload.length);
    } else if (payload.length < 65_536) {
      out.writeByte(126);
      out.writeShort(payload.length);
    } else {
      out.writeByte(127);
      out.writeLong(payload.length);
    }
    out.write(payload);
    out.flush();
  }

  private byte[] payload() throws IOException {
    int second = in.readUnsignedByte();
    if ((second & 0x80) == 0) {
      throw new IOException("a client must mask its frames");
    }
    long length = second & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    if (length < 0 || length > MAX_MESSAGE) {
      throw new IOException("the frame is too large");
    }
    byte[] mask = new byte[4];
    in.readFully(mask);
    byte[] payload = new byte[(int) length];
    in.readFully(payload);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i & 3];
    }
    return payload;
  }
}
