package io.nanobot.host.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nanobot.api.channel.IdentityScheme;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.Sender;
import io.nanobot.host.ManualClock;
import io.nanobot.host.config.AccessConfig;
import io.nanobot.host.config.DirectPolicy;
import io.nanobot.host.config.GroupPolicy;
import io.nanobot.host.config.LimitsConfig;
import io.nanobot.host.config.OutgoingConfig;
import io.nanobot.host.config.SecurityConfig;
import io.nanobot.host.config.UserConfig;
import io.nanobot.host.security.audit.AuditEvent;
import io.nanobot.host.security.audit.AuditEvent.AccessDecided;
import io.nanobot.host.store.Person;
import io.nanobot.host.store.Sighting;
import io.nanobot.host.store.StoreException;
import io.nanobot.host.store.jdbc.JdbcMessageStore;
import io.nanobot.host.store.jdbc.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The gate on a store, with notices that are only written down. */
class GateTest {
  private static final Schemes SCHEMES =
      new Schemes(
          new IdentityScheme("staffId", "Staff ID"),
          List.of(new IdentityScheme("senderId", "sender ID")));
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Principals PRINCIPALS =
      new Principals(
          new SecurityConfig(
              Map.of("alice", new UserConfig(List.of("dingtalk:43"), List.of())),
              LimitsConfig.NONE,
              new OutgoingConfig(List.of(), List.of(), 1, Duration.ofSeconds(1), 0)));

  private final ManualClock clock = new ManualClock();
  private final List<AuditEvent> audited = new CopyOnWriteArrayList<>();
  private final List<Notice> told = new CopyOnWriteArrayList<>();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(Refusals.class);
  private final Level level = logger.getLevel();
  private volatile boolean outboxWorks = true;
  private JdbcMessageStore store;
  private Gate gate;

  @BeforeEach
  void open(@TempDir Path folder) {
    store = SqliteStore.open(folder, clock);
    Pairing pairing = new Pairing(store.pairings(), new Random(1), audited::add, clock);
    gate = new Gate(pairing, store.knownSenders(), this::tell, PRINCIPALS, audited::add, clock);
    logged.start();
    logger.addAppender(logged);
    logger.setLevel(Level.DEBUG);
  }

  @AfterEach
  void close() {
    logger.detachAppender(logged);
    logger.setLevel(level);
    store.close();
  }

  private CompletionStage<Boolean> tell(Person person, InboundMessage message, Notice notice) {
    if (!outboxWorks) {
      return CompletableFuture.failedFuture(new StoreException("the disk is full"));
    }
    told.add(notice);
    return CompletableFuture.completedStage(true);
  }

  @Test
  void aStrangerGetsACodeAndIsAdmittedOnceItIsApproved() {
    AccessPolicy policy = policy(DirectPolicy.PAIRING);
    assertThat(decide(policy, direct("42"))).isEqualTo(Decision.UNPAIRED);
    await().until(() -> told.size() == 1);
    String code = store.pairings().pending().join().get(0).code();
    assertThat(told.get(0).markdown())
        .startsWith("Hi there! This assistant only responds to approved users.")
        .contains("nanobot pairing approve " + code)
        .contains("/pairing approve " + code);

    store.pairings().approve(code, "me").join();
    assertThat(decide(policy, direct("42"))).isEqualTo(Decision.PAIRED);
    store.pairings().revoke(Optional.empty(), "42").join();
    assertThat(decide(policy, direct("42"))).isEqualTo(Decision.UNPAIRED);
  }

  @Test
  void theSameCodeIsRepeatedOnceAMinute() {
    AccessPolicy policy = policy(DirectPolicy.PAIRING);
    decide(policy, direct("42"));
    decide(policy, direct("42"));
    clock.pass(Duration.ofMinutes(1));
    decide(policy, direct("42"));
    await().until(() -> told.size() == 2);
    assertThat(told.get(0).markdown()).isEqualTo(told.get(1).markdown());
  }

  @Test
  void nothingIsSaidInAGroup() {
    AccessPolicy policy = policy(DirectPolicy.PAIRING, true);
    assertThat(decide(policy, inGroup("42"))).isEqualTo(Decision.UNPAIRED);
    assertThat(decide(policy(DirectPolicy.ALLOWLIST, true), inGroup("42")))
        .isEqualTo(Decision.NOT_LISTED);
    assertThat(store.pairings().pending().join()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void whoeverHasNoIdOfTheChannelsKindGetsNoCode() {
    InboundMessage message = direct(new Sender(new Identity("senderId", "42"), "x"));
    assertThat(decide(policy(DirectPolicy.PAIRING), message)).isEqualTo(Decision.UNKNOWN_IDENTITY);
    assertThat(store.pairings().pending().join()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void theFourthStrangerGetsNoCode() {
    AccessPolicy policy = policy(DirectPolicy.PAIRING);
    for (int i = 1; i <= 4; i++) {
      decide(policy, direct("p" + i));
    }
    seen(4);
    assertThat(told).hasSize(3);
    assertThat(store.pairings().pending().join()).hasSize(3);
  }

  @Test
  void whoeverIsRefusedIsToldTheirIdOnceAnHourIfTheChannelAllowsIt() {
    decide(policy(DirectPolicy.ALLOWLIST), direct("42"));
    assertThat(told).isEmpty();

    AccessPolicy policy = policy(DirectPolicy.ALLOWLIST, true);
    decide(policy, direct("42"));
    clock.pass(Duration.ofMinutes(59));
    decide(policy, direct("42"));
    assertThat(told).hasSize(1);
    assertThat(told.get(0).markdown()).endsWith("tell its owner your Staff ID: `42`");
    clock.pass(Duration.ofMinutes(1));
    decide(policy, direct("42"));
    assertThat(told).hasSize(2);
  }

  @Test
  void whoeverIsListedIsToldThatDirectConversationsAreDisabled() {
    AccessPolicy policy = policy(DirectPolicy.DISABLED, false, "42");
    assertThat(decide(policy, direct("42"))).isEqualTo(Decision.DIRECT_DISABLED);
    decide(policy, direct("42"));
    assertThat(told).containsExactly(Notice.directDisabled());
    decide(policy, direct("43"));
    assertThat(told).hasSize(1);
  }

  @Test
  void aNoticeThatCouldNotBeStoredIsTriedAtTheNextMessage() {
    AccessPolicy policy = policy(DirectPolicy.ALLOWLIST, true);
    outboxWorks = false;
    assertThat(decide(policy, direct("42"))).isEqualTo(Decision.NOT_LISTED);
    outboxWorks = true;
    decide(policy, direct("42"));
    assertThat(told).hasSize(1);
  }

  @Test
  void manyStrangersAreNotToldAtOnce() {
    AccessPolicy policy = policy(DirectPolicy.ALLOWLIST, true);
    for (int i = 0; i < 100; i++) {
      decide(policy, direct("p" + i));
    }
    assertThat(told).hasSize(30);
    clock.pass(Duration.ofMinutes(1));
    decide(policy, direct("p99"));
    assertThat(told).hasSize(31);
  }

  @Test
  void theSameRefusalIsAWarningOnceAMinute() {
    AccessPolicy policy = policy(DirectPolicy.ALLOWLIST);
    decide(policy, direct("42"));
    decide(policy, direct("42"));
    decide(policy, direct("42"));
    decide(policy, direct("43"));
    clock.pass(Duration.ofMinutes(1));
    decide(policy, direct("42"));

    assertThat(logged.list)
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.WARN, Level.DEBUG, Level.DEBUG, Level.WARN, Level.WARN);
    assertThat(logged.list.get(4).getFormattedMessage())
        .contains("Access denied for sender 42")
        .endsWith("(2 more times since this was said last)");
  }

  @Test
  void theAuditTellsWhichRuleDecidedAboutWhom() {
    decide(policy(DirectPolicy.ALLOWLIST), direct("42"));
    decide(policy(DirectPolicy.ALLOWLIST, false, "43"), inGroup("43"));
    decide(mentionsOnly("43"), inGroup("43"));

    assertThat(audited)
        .containsExactly(
            new AccessDecided(
                "dingtalk",
                "dingtalk:staffId:42",
                "Han Meimei",
                Conversation.Kind.DIRECT,
                "42",
                false,
                "NOT_LISTED",
                1),
            new AccessDecided(
                "dingtalk",
                "alice",
                "Han Meimei",
                Conversation.Kind.GROUP,
                "g",
                true,
                "LISTED",
                1));
  }

  @Test
  void whatTheLogOffersToPasteNeverStandsForOthers() {
    decide(policy(DirectPolicy.ALLOWLIST), direct("*"));
    decide(policy(DirectPolicy.ALLOWLIST), direct("senderId:$x"));

    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .satisfiesExactly(
            line -> assertThat(line).endsWith("\"allowFrom\": [\"staffId:*\"]}}}"),
            line -> assertThat(line).endsWith("\"allowFrom\": [\"staffId:senderId:$x\"]}}}"));
  }

  @Test
  void remembersWhoWrote() {
    decide(policy(DirectPolicy.ALLOWLIST), direct("42"));
    decide(policy(DirectPolicy.ALLOWLIST, false, "43"), direct("43"));
    decide(
        policy(DirectPolicy.ALLOWLIST),
        inGroup(new Sender(new Identity("senderId", "$x"), "Out\nsider")));

    assertThat(seen(3))
        .extracting(Sighting::entry, Sighting::decision)
        .containsExactlyInAnyOrder(
            tuple("42", "NOT_LISTED"),
            tuple("43", "LISTED"),
            tuple("senderId:$x", "UNKNOWN_IDENTITY"));
    assertThat(seen(3)).filteredOn(one -> one.group().isPresent()).hasSize(1);
  }

  @Test
  void aStoreThatDoesNotWorkKeepsOnlyThoseOutWhoHaveToBeLookedUp() {
    store.close();
    assertThat(gate.decide("dingtalk", policy(DirectPolicy.PAIRING), direct("42")))
        .failsWithin(PATIENCE)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(StoreException.class);
    assertThat(decide(policy(DirectPolicy.PAIRING, false, "42"), direct("42")))
        .isEqualTo(Decision.LISTED);
    assertThat(decide(policy(DirectPolicy.ALLOWLIST), direct("42"))).isEqualTo(Decision.NOT_LISTED);
  }

  @Test
  void membersOfAGroupDoNotOvertakeEachOther() {
    AccessPolicy policy = policy(DirectPolicy.PAIRING, false, "listed");
    decide(policy, direct("42"));
    await().until(() -> told.size() == 1);
    store.pairings().approve(store.pairings().pending().join().get(0).code(), "me").join();

    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int number = i;
      all.add(
          gate.decide("dingtalk", policy, inGroup(i % 2 == 0 ? "42" : "listed"))
              .thenAccept(decision -> order.add(number))
              .toCompletableFuture());
    }
    all.forEach(CompletableFuture::join);
    assertThat(order).isSorted();
  }

  private List<Sighting> seen(int count) {
    return await()
        .until(
            () ->
                store.knownSenders().sightings(Optional.empty()).join().stream()
                    .map(Sighting.Dated::sighting)
                    .toList(),
            seen -> seen.size() == count);
  }

  private Decision decide(AccessPolicy policy, InboundMessage message) {
    return gate.decide("dingtalk", policy, message)
        .toCompletableFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  private static AccessPolicy policy(DirectPolicy direct) {
    return policy(direct, false);
  }

  private static AccessPolicy policy(DirectPolicy direct, boolean denyNotice, String... allowFrom) {
    return new AccessPolicy(
        SCHEMES,
        new AccessConfig(
            List.of(allowFrom),
            direct,
            GroupPolicy.ALLOWLIST,
            List.of(),
            false,
            Map.of(),
            denyNotice));
  }

  private static AccessPolicy mentionsOnly(String... allowFrom) {
    return new AccessPolicy(
        SCHEMES,
        new AccessConfig(
            List.of(allowFrom),
            DirectPolicy.ALLOWLIST,
            GroupPolicy.ALLOWLIST,
            List.of(),
            true,
            Map.of(),
            false));
  }

  private static InboundMessage direct(String staffId) {
    return direct(new Sender(new Identity("staffId", staffId), "Han Meimei"));
  }

  private static InboundMessage direct(Sender sender) {
    String id = sender.identity().value();
    return InboundMessage.builder("m", Conversation.direct(id), sender, Instant.EPOCH).build();
  }

  private static InboundMessage inGroup(String staffId) {
    return inGroup(new Sender(new Identity("staffId", staffId), "Han Meimei"));
  }

  private static InboundMessage inGroup(Sender sender) {
    return InboundMessage.builder("m", Conversation.group("g", "Team"), sender, Instant.EPOCH)
        .build();
  }
}
