package io.nanobot.host.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.channel.IdentityScheme;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.Sender;
import io.nanobot.host.config.AccessConfig;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RefusalTest {
  private static final Schemes SCHEMES =
      new Schemes(new IdentityScheme("staffId", "Staff ID"), List.of());

  @ParameterizedTest
  @EnumSource(names = {"NOT_LISTED", "NOT_LISTED_IN_GROUP", "UNKNOWN_IDENTITY"})
  void anIdThatIsTooLongIsNotShownInFull(Decision decision) {
    assertThat(sentence(decision, "x".repeat(256))).contains("\"" + "x".repeat(256) + "\"");
    assertThat(sentence(decision, "x".repeat(50_000)))
        .endsWith("Their ID is too long to be listed")
        .hasSizeLessThan(300);
  }

  private static String sentence(Decision decision, String id) {
    Sender sender = new Sender(new Identity("staffId", id), "Somebody");
    InboundMessage message =
        InboundMessage.builder("m1", Conversation.direct("d"), sender, Instant.EPOCH).build();
    AccessPolicy policy = new AccessPolicy(SCHEMES, AccessConfig.of(List.of("42")));
    return new Refusal("dingtalk", policy, message, decision).sentence();
  }
}
