package io.nanobot.channel.dingtalk;

import com.dingtalk.open.app.api.DingTalkAppError;
import com.dingtalk.open.app.api.callback.DingTalkStreamTopics;
import com.dingtalk.open.app.api.protocol.CommandExecutor;
import com.dingtalk.open.app.stream.network.api.Context;
import com.dingtalk.open.app.stream.protocol.callback.CallbackResponsePayload;
import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.channel.ChannelContext;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.channel.dingtalk.inbound.RecentMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands messages to the host and acknowledges them to DingTalk as soon as they are durable, which
 * must be within 3 seconds. A message that the host does not take gets no answer at all: that is
 * what DingTalk sends again after about a minute, while nothing is known about an error answer.
 */
final class DingTalkReception implements CommandExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(DingTalkReception.class);

  private final ChannelContext context;
  private final RecentMessages recent;
  private final Optional<CardClicks> clicks;
  private final Executor linkThread;
  private final Queue<InboundMessage> accepted = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean remembering = new AtomicBoolean();

  DingTalkReception(
      ChannelContext context,
      RecentMessages recent,
      Optional<CardClicks> clicks,
      Executor linkThread) {
    this.context = context;
    this.recent = recent;
    this.clicks = clicks;
    this.linkThread = linkThread;
  }

  @Override
  public void execute(Context frame) {
    if (DingTalkStreamTopics.CARD_CALLBACK_TOPIC.equals(frame.getRequest().getTopic())
        && clicks.isPresent()) {
      acknowledge(frame); // first: DingTalk waits for 2 seconds only
      clicks.get().clicked(frame.getRequest().getMessageId(), frame.getRequest().getData());
      return;
    }
    if (!DingTalkStreamTopics.BOT_MESSAGE_TOPIC.equals(frame.getRequest().getTopic())) {
      frame.exception(DingTalkAppError.TOPIC_NOT_EXIST.toException());
      return;
    }
    Optional<InboundMessage> message = read(frame);
    if (message.isEmpty()) {
      acknowledge(frame);
      return;
    }
    context
        .receive(message.get())
        .whenComplete(
            (acceptance, failure) -> {
              if (failure == null && acceptance.acknowledge()) {
                acknowledge(frame);
              } else {
                LOG.debug("Not acknowledged: {}", message.get().id(), failure);
              }
              if (acceptance == Acceptance.ACCEPTED) {
                remember(message.get());
              }
            });
  }

  /** What can not be read now can not be read when it comes again either. */
  private Optional<InboundMessage> read(Context frame) {
    try {
      return DingTalkMessages.inbound(frame.getRequest().getData(), recent);
    } catch (IllegalArgumentException e) {
      LOG.warn("Ignored a message from DingTalk that can not be read: {}", e.getMessage());
      return Optional.empty();
    } catch (RuntimeException e) {
      // its text may quote the message
      LOG.warn("Ignored a message from DingTalk that can not be read: {}", e.getClass().getName());
      return Optional.empty();
    }
  }

  /** Not on the host's thread: a disk may be slow. */
  private void remember(InboundMessage message) {
    accepted.add(message);
    if (remembering.compareAndSet(false, true)) {
      try {
        context.executor().execute(this::rememberAll);
      } catch (RejectedExecutionException e) {
        LOG.debug("Not remembered, because the channel is closed: {}", message.id());
      }
    }
  }

  /** In one step with all that came while this waited for its thread. */
  private void rememberAll() {
    remembering.set(false); // first: who comes from now on asks for a step of their own
    List<InboundMessage> all = new ArrayList<>();
    for (InboundMessage next = accepted.poll(); next != null; next = accepted.poll()) {
      all.add(next);
    }
    recent.heard(all);
  }

  /** Not on the host's thread: the SDK and its Netty would leave thread locals there. */
  private void acknowledge(Context frame) {
    linkThread.execute(() -> frame.replay(new CallbackResponsePayload()));
  }
}
