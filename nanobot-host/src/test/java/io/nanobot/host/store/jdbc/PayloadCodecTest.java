package io.nanobot.host.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.agent.Principal;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.Sender;
import io.nanobot.host.store.Payload;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PayloadCodecTest {
  @Test
  void readsWhatWasStoredBeforeMessagesHadAllTheirParts() {
    Payload payload =
        new Payload.Question(
            "dingtalk",
            "dingtalk:42",
            new Principal("p", "P", Set.of()),
            InboundMessage.builder(
                    "m1",
                    Conversation.direct("42"),
                    new Sender(new Identity("staffId", "42"), "Ann"),
                    Instant.EPOCH)
                .text("hello")
                .build());
    PayloadCodec codec = new PayloadCodec();
    String earlier =
        codec
            .encode(payload)
            .replaceAll(
                "\"mentions\":\\[],?|\"unsupported\":null,?|,\"unidentifiedBecause\":null", "")
            .replace(",}", "}");

    assertThat(earlier).doesNotContain("mentions\"", "unsupported\"", "unidentifiedBecause\"");
    assertThat(codec.decode(earlier)).isEqualTo(payload);
  }
}
