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
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPolicyTest {
  private static final IdentityScheme STAFF_ID = new IdentityScheme("staffId", "Staff ID");
  private static final IdentityScheme SENDER_ID = new IdentityScheme("senderId", "sender ID");

  @Test
  void admitsAListedStaffId() {
    assertThat(decide(policy("7", "42"), staff("42"))).isEqualTo(Decision.LISTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"STAFF1", " staff1", "staff1 ", "staff", "taff1", "staff1|x", "staff11"})
  void comparesExactly(String id) {
    assertThat(decide(policy("staff1"), staff(id))).isEqualTo(Decision.NOT_LISTED);
  }

  @Test
  void admitsNobodyWithoutAList() {
    assertThat(decide(policy(), staff("42"))).isEqualTo(Decision.NOT_LISTED);
    assertThat(policy().admitsNobody()).isTrue();
  }

  @Test
  void starAdmitsEverybodyEvenWithoutStaffId() {
    assertThat(decide(policy("*"), staff("42"))).isEqualTo(Decision.EVERYBODY);
    assertThat(decide(policy("*"), stranger("42"))).isEqualTo(Decision.EVERYBODY);
  }

  @Test
  void anIdentityOfAnotherSchemeNeverMatchesAPlainEntry() {
    assertThat(decide(policy("42"), stranger("42"))).isEqualTo(Decision.UNKNOWN_IDENTITY);
  }

  @Test
  void aliasesOpenNoDoor() {
    Sender sender =
        new Sender(new Identity("senderId", "x"), List.of(new Identity("staffId", "42")), "");

    assertThat(decide(policy("42"), sender)).isEqualTo(Decision.UNKNOWN_IDENTITY);
  }

  @Test
  void refusalShowsIdNameAndTheJsonToPaste() {
    Sender sender = new Sender(new Identity("staffId", "42"), "Han \"Mei\"\nmei");
    String line =
        new Refusal("dingtalk", policy("7"), message(sender), Decision.NOT_LISTED).sentence();

    assertThat(line)
        .isEqualTo(
            "Access denied for sender 42 on channel dingtalk (Staff ID, name \"Han \\\"Mei\\\" mei\")."
                + " Add them to allowFrom list in config to grant access:"
                + " {\"channels\": {\"dingtalk\": {\"allowFrom\": [\"7\", \"42\"]}}}");
  }

  @Test
  void refusalWithoutStaffIdShowsTheEntryWithItsKind() {
    Refusal refusal =
        new Refusal("dingtalk", policy("42"), message(stranger("$:x")), Decision.UNKNOWN_IDENTITY);

    assertThat(refusal.sentence())
        .startsWith("Access denied for sender $:x on channel dingtalk (senderId")
        .contains("The platform gave no Staff ID for them")
        .endsWith("[\"42\", \"senderId:$:x\"]}}}");
  }

  @Test
  void refusalTellsWhyThereIsNoStaffIdIfTheChannelKnows() {
    Sender sender =
        new Sender(new Identity("senderId", "x"), List.of(), "", Optional.of("a\nguest"));

    assertThat(refusal(sender)).contains("gave no Staff ID for them (a guest). Add the ID");
    assertThat(refusal(stranger("x")))
        .contains("for them (an outside contact, or the app is not published). Add the ID");
  }

  private static String refusal(Sender sender) {
    return new Refusal("dingtalk", policy("42"), message(sender), Decision.UNKNOWN_IDENTITY)
        .sentence();
  }

  @Test
  void refusalShowsNothingThatTurnsTheTextRound() {
    String turner = Character.toString(0x202e);
    Refusal refusal =
        new Refusal(
            "dingtalk", policy("7"), message(staff("4" + turner + "2")), Decision.NOT_LISTED);

    assertThat(refusal.sentence())
        .doesNotContain(turner)
        .endsWith("[\"7\", \"4\\" + "u202e2\"]}}}");
  }

  @Test
  void refusalDoesNotRepeatALongList() {
    String[] many = IntStream.range(0, 500).mapToObj(i -> "staff" + i).toArray(String[]::new);

    assertThat(
            new Refusal("dingtalk", policy(many), message(staff("42")), Decision.NOT_LISTED)
                .sentence())
        .endsWith("to grant access: \"42\"");
  }

  private static AccessPolicy policy(String... allowFrom) {
    return new AccessPolicy(
        new Schemes(STAFF_ID, List.of(SENDER_ID)), AccessConfig.of(List.of(allowFrom)));
  }

  private static Decision decide(AccessPolicy policy, Sender sender) {
    return policy.decide(Attempt.of(message(sender)), () -> false);
  }

  private static InboundMessage message(Sender sender) {
    return InboundMessage.builder("m", Conversation.direct("c"), sender, Instant.EPOCH).build();
  }

  private static Sender staff(String id) {
    return new Sender(new Identity("staffId", id), "");
  }

  private static Sender stranger(String id) {
    return new Sender(new Identity("senderId", id), "");
  }
}
