package io.nanobot.host.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.message.Identity;
import io.nanobot.host.ManualClock;
import io.nanobot.host.security.Pairing.Settled;
import io.nanobot.host.security.audit.AuditEvent;
import io.nanobot.host.security.audit.AuditEvent.PairingChanged;
import io.nanobot.host.security.audit.AuditEvent.PairingChanged.Step;
import io.nanobot.host.store.Pairings.Asked;
import io.nanobot.host.store.Person;
import io.nanobot.host.store.jdbc.JdbcMessageStore;
import io.nanobot.host.store.jdbc.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairingTest {
  private final ManualClock clock = new ManualClock();
  @AutoClose private JdbcMessageStore store;
  private final List<AuditEvent> audited = new CopyOnWriteArrayList<>();
  private Pairing pairing;

  @BeforeEach
  void open(@TempDir Path folder) {
    store = SqliteStore.open(folder, clock);
    pairing = new Pairing(store.pairings(), new Random(1), audited::add, clock);
  }

  @Test
  void codesHaveEightCharactersThatAreNotMistakenForEachOther() {
    Set<String> codes = new HashSet<>();
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      codes.add(PairingCode.next(random));
    }
    assertThat(codes)
        .hasSize(1_000)
        .allMatch(code -> code.matches("[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ABCD-EFGH", "abcd-efgh", "ABCDEFGH", " `abcd efgh` "})
  void aCodeMayBeTypedAsPeopleType(String typed) {
    assertThat(PairingCode.meant(typed)).isEqualTo("ABCD-EFGH");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ABCD-EFG", "ABCD-EFGHJ", "0000-1111"})
  void whatIsNoCodeIsNone(String typed) {
    assertThat(PairingCode.meant(typed)).isEmpty();
  }

  @Test
  void aCodeHoldsForAnHour() {
    String code = ask("42");
    clock.pass(Duration.ofMinutes(59));
    assertThat(ask("42")).isEqualTo(code);
    clock.pass(Duration.ofMinutes(1));
    assertThat(approve("admin", code)).isEqualTo(new Settled.Unknown());
    assertThat(ask("42")).isNotEqualTo(code);
  }

  @Test
  void approvesAndRevokes() {
    assertThat(approve("admin", ask("42"))).isInstanceOf(Settled.Done.class);
    assertThat(pairing.admits("dingtalk", new Identity("staffId", "42")).join()).isTrue();
    assertThat(pairing.revoke("admin", Optional.of("dingtalk"), "42").toCompletableFuture().join())
        .hasSize(1);
    assertThat(pairing.admits("dingtalk", new Identity("staffId", "42")).join()).isFalse();
  }

  @Test
  void theAuditTellsEachChangeOnceAndWhoMadeIt() {
    String code = ask("42");
    ask("42");
    approve("admin", "ABCD-EFGH");
    approve("alice", code);
    pairing.deny("bob", ask("43")).toCompletableFuture().join();
    pairing.revoke("carol", Optional.empty(), "42").toCompletableFuture().join();
    pairing.revoke("carol", Optional.empty(), "42").toCompletableFuture().join();

    assertThat(audited)
        .containsExactly(
            new PairingChanged("dingtalk", "staffId:42", Step.REQUESTED, ""),
            new PairingChanged("dingtalk", "staffId:42", Step.APPROVED, "alice"),
            new PairingChanged("dingtalk", "staffId:43", Step.REQUESTED, ""),
            new PairingChanged("dingtalk", "staffId:43", Step.DENIED, "bob"),
            new PairingChanged("dingtalk", "staffId:42", Step.REVOKED, "carol"));
  }

  @Test
  void whoeverIsWrongTooOftenIsNotListenedToForAnHour() {
    String code = ask("42");
    for (int i = 0; i < 5; i++) {
      assertThat(approve("eve", "ABCD-EFGH")).isEqualTo(new Settled.Unknown());
    }
    assertThat(approve("eve", code)).isEqualTo(new Settled.TooManyGuesses());
    assertThat(pairing.deny("eve", code).toCompletableFuture().join())
        .isEqualTo(new Settled.TooManyGuesses());
    assertThat(approve("admin", code)).isInstanceOf(Settled.Done.class);
    clock.pass(Duration.ofHours(1));
    assertThat(approve("eve", ask("43"))).isInstanceOf(Settled.Done.class);
  }

  @Test
  void beingRightCostsNoGuess() {
    for (int i = 0; i < 20; i++) {
      assertThat(approve("admin", ask("p" + i))).isInstanceOf(Settled.Done.class);
    }
  }

  @Test
  void anIdThatCanNotBeKeptIsNeverAdmitted() {
    assertThat(pairing.admits("dingtalk", new Identity("staffId", "x".repeat(9_999))).join())
        .isFalse();
  }

  private Settled approve(String operator, String code) {
    return pairing.approve(operator, code).toCompletableFuture().join();
  }

  private String ask(String id) {
    Person person = new Person("dingtalk", new Identity("staffId", id));
    return ((Asked.Waiting) pairing.ask(person, "name").join()).code();
  }
}
