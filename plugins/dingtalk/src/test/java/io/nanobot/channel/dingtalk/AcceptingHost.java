package io.nanobot.channel.dingtalk;

import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.channel.ChannelContext;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.download.Downloads;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.testkit.FakeChannelContext;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;

/** The test kit's host, but it forgets what arrived: to remember would be what is measured. */
record AcceptingHost(FakeChannelContext kit) implements ChannelContext {
  @Override
  public String name() {
    return kit.name();
  }

  @Override
  public Path dataDirectory() {
    return kit.dataDirectory();
  }

  @Override
  public ScheduledExecutorService executor() {
    return kit.executor();
  }

  @Override
  public Downloads downloads() {
    return kit.downloads();
  }

  @Override
  public CompletionStage<Acceptance> receive(InboundMessage message) {
    return CompletableFuture.completedStage(Acceptance.ACCEPTED);
  }

  @Override
  public void disconnected(ChannelException cause) {
    kit.disconnected(cause);
  }

  @Override
  public void alive() {
    kit.alive();
  }
}
