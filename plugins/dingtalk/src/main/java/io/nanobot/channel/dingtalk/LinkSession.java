package io.nanobot.channel.dingtalk;

import com.dingtalk.open.app.stream.network.api.BaseSession;
import shade.io.netty.channel.Channel;

/** A link that has been connected. */
final class LinkSession extends BaseSession {
  private final String id;
  private final Channel channel;
  private final LinkHandler handler;
  private final StreamTransport transport;

  LinkSession(String id, Channel channel, LinkHandler handler, StreamTransport transport) {
    this.id = id;
    this.channel = channel;
    this.handler = handler;
    this.transport = transport;
  }

  @Override
  public boolean isActive() {
    return channel.isActive();
  }

  @Override
  public void close() {
    transport.close(channel);
  }

  @Override
  public String getId() {
    return id;
  }

  /** Never: DingTalk itself tells when a link has served its time. */
  @Override
  public boolean isExpired() {
    return false;
  }

  String endReason() {
    return handler.reason();
  }
}
