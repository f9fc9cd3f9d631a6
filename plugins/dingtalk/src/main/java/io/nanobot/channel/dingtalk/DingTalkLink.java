package io.nanobot.channel.dingtalk;

import com.dingtalk.open.app.api.command.CommandDispatcher;
import com.dingtalk.open.app.api.protocol.AppServiceListener;
import com.dingtalk.open.app.api.protocol.CommandExecutor;
import com.dingtalk.open.app.api.protocol.SystemCommandExecutor;
import com.dingtalk.open.app.stream.network.api.ClientConnectionListener;
import com.dingtalk.open.app.stream.network.api.Context;
import com.dingtalk.open.app.stream.protocol.CommandType;
import com.dingtalk.open.app.stream.protocol.system.SystemTopic;
import java.util.EnumMap;
import java.util.Map;

/**
 * One WebSocket to DingTalk and what it is good for. Frames are handled on the thread that reads
 * them: there is no queue that could overflow, and TCP slows DingTalk down when we are slow.
 */
final class DingTalkLink implements ClientConnectionListener {
  private final DingTalkStream stream;
  private final CommandExecutor pings = new SystemCommandExecutor();
  private final AppServiceListener frames;
  private volatile LinkSession session;
  private volatile boolean ended;

  /** Guarded by the stream's lock. */
  private boolean leaving;

  /** Guarded by the stream's lock. */
  private boolean lost;

  DingTalkLink(DingTalkStream stream, CommandExecutor callbacks) {
    this.stream = stream;
    Map<CommandType, CommandExecutor> executors = new EnumMap<>(CommandType.class);
    executors.put(CommandType.CALLBACK, callbacks);
    executors.put(CommandType.SYSTEM, this::system);
    this.frames = new AppServiceListener(new CommandDispatcher(executors), Runnable::run);
  }

  void connected(LinkSession value) {
    session = value;
  }

  @Override
  public void receive(Context frame) {
    frames.receive(new LinkFrame(frame, () -> ended));
  }

  private void system(Context frame) {
    if (SystemTopic.DISCONNECT.equals(frame.getRequest().getTopic())) {
      stream.leaving(this);
    } else {
      pings.execute(frame);
    }
  }

  @Override
  public void onDisConnection(String id) {
    ended = true;
    stream.lost(this);
  }

  String endReason() {
    return session == null ? "" : session.endReason();
  }

  void close() {
    if (session != null) {
      session.close();
    }
  }

  boolean isLeaving() {
    return leaving;
  }

  void setLeaving() {
    leaving = true;
  }

  boolean isLost() {
    return lost;
  }

  void setLost() {
    lost = true;
  }
}
