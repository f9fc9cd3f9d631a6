package io.nanobot.host.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.channel.IdentityScheme;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.Sender;
import io.nanobot.host.config.AccessConfig;
import io.nanobot.host.security.AccessPolicy;
import io.nanobot.host.security.Schemes;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of the Python nanobot, because stored data refers to them. */
final class SessionKeyTest {
  @ParameterizedTest
  @CsvSource({
    // kind, conversation, scheme, ID, scope, key
    "DIRECT, 42,   staffId,  42,         CONVERSATION, dingtalk:42",
    "DIRECT, 42,   staffId,  42,        MEMBER,  dingtalk:42",
    "DIRECT, group:cid1, staffId, group:cid1, CONVERSATION, dingtalk:direct:group:cid1",
    "DIRECT, direct:group:cid1, staffId, 42, CONVERSATION, dingtalk:direct:direct:group:cid1",
    "GROUP,  cid1, staffId,  42,         CONVERSATION, dingtalk:group:cid1",
    "GROUP,  cid1, staffId,  42,        MEMBER,  dingtalk:group:cid1:42",
    "GROUP,  cid1, senderId, 42,        MEMBER,  dingtalk:group:cid1:senderId:42",
    "DIRECT, 42,   staffId,  42,         EVERYTHING, unified:default",
    "GROUP,  cid1, staffId,  42,         EVERYTHING, unified:default",
    "GROUP,  cid1, staffId,  senderId:42, MEMBER, dingtalk:group:cid1:staffId:senderId:42"
  })
  void namesTheConversation(
      Conversation.Kind kind,
      String id,
      String scheme,
      String value,
      SessionScope scope,
      String key) {
    Schemes schemes =
        new Schemes(
            new IdentityScheme("staffId", "Staff ID"),
            List.of(new IdentityScheme("senderId", "sender ID")));
    InboundMessage message =
        InboundMessage.builder(
                "m",
                new Conversation(kind, id, ""),
                new Sender(new Identity(scheme, value), ""),
                Instant.EPOCH)
            .build();
    AccessPolicy policy = new AccessPolicy(schemes, AccessConfig.of(List.of("*")));

    assertThat(SessionKey.of(new Entrance("dingtalk", policy, scope), message)).isEqualTo(key);
  }
}
