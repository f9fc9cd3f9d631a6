package io.nanobot.host.pipeline;

import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.security.Notice;
import io.nanobot.host.security.Notices;
import io.nanobot.host.store.KnownSenders;
import io.nanobot.host.store.Person;
import jakarta.inject.Inject;
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
    String id = message.id() + "/" + notice.kind();
    return store.tell(
        person,
        notice.kind(),
        notice.every(),
        new Draft(person.channel(), message, id).complete(notice.markdown()));
  }
}
