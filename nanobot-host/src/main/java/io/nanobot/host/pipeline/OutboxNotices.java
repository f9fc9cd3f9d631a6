package io.nanobot.host.pipeline;

import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.host.security.Notice;
import io.nanobot.host.security.Notices;
import io.nanobot.host.store.KnownSenders;
import io.nanobot.host.store.Lane;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Person;
import io.nanobot.host.store.Queue;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Notices go the way of all answers, so that they are sent once and in their order. */
public final class OutboxNotices implements Notices {
  private final KnownSenders store;

  @Inject
  public OutboxNotices(KnownSenders store) {
    this.store = store;
  }

  @Override
  public CompletionStage<Boolean> tell(Person person, InboundMessage message, Notice notice) {
    String channel = person.channel();
    String id = message.id() + "/" + notice.kind();
    OutboundMessage answer =
        new OutboundMessage(
            id,
            message.conversation(),
            notice.markdown(),
            List.of(),
            List.of(),
            Optional.of(message.id()),
            message.replyHints());
    Lane lane = new Lane(Queue.outbox(channel), SessionKey.of(channel, message.conversation()));
    return store.tell(
        person,
        notice.kind(),
        notice.every(),
        new NewMessage(lane, Optional.empty(), id, new Payload.Answer(channel, answer)));
  }
}
