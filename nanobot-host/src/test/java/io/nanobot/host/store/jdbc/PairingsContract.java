package io.nanobot.host.store.jdbc;

import static io.nanobot.host.store.jdbc.MessageStoreContract.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.host.store.KnownSenders;
import io.nanobot.host.store.Lease;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.PairingApproval;
import io.nanobot.host.store.PairingRequest;
import io.nanobot.host.store.Pairings;
import io.nanobot.host.store.Pairings.Asked;
import io.nanobot.host.store.Person;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.Sighting;
import io.nanobot.host.store.StoreException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine has to do for people who are not admitted, or were by pairing. */
abstract class PairingsContract {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Pairings.Bounds BOUNDS = new Pairings.Bounds(3, 5, HOUR);

  private Dialect dialect;
  @AutoClose private JdbcMessageStore store;
  @AutoClose private JdbcMessageStore other;
  private Pairings pairings;
  private int codes;

  /** The engine, with nothing in it yet; asked for once in each test. */
  abstract Dialect dialect();

  @BeforeEach
  void open() {
    dialect = dialect();
    store = another("me");
    other = another("other");
    pairings = store.pairings();
  }

  private JdbcMessageStore another(String owner) {
    return JdbcMessageStore.open(dialect, owner, 1_000, Clock.systemUTC(), () -> {});
  }

  /** Time goes by: all that is written down becomes older. */
  private void pass(Duration time) throws SQLException {
    try (Session session = dialect.open()) {
      session.update("UPDATE pairing_request SET expires_at = expires_at - ?", time.toMillis());
      session.update("UPDATE seen_sender SET seen_at = seen_at - ?", time.toMillis());
      session.update("UPDATE notice SET told_at = told_at - ?", time.toMillis());
      session.commit();
    }
  }

  @Test
  void admitsWhoeverWasApprovedOnThatChannelOnly() {
    String code = code(person("42"));
    assertThat(has(person("42"))).isFalse();

    assertThat(pairings.approve(code, "me").join())
        .map(PairingRequest::person)
        .contains(person("42"));
    assertThat(has(person("42"))).isTrue();
    assertThat(other.pairings().has(person("42")).join()).isTrue();
    assertThat(has(new Person("other", new Identity("staffId", "42")))).isFalse();
    assertThat(has(new Person("dingtalk", new Identity("unionId", "42")))).isFalse();
    assertThat(pairings.pending().join()).isEmpty();
    assertThat(pairings.request(person("42"), "", this::next, BOUNDS).join())
        .isEqualTo(new Asked.Approved());
  }

  @Test
  void comparesIdsExactly() {
    for (String id : List.of("Jörg", "staff1")) {
      pairings.approve(code(person(id)), "me").join();
    }
    assertThat(has(person("Jörg"))).isTrue();
    for (String id : List.of("jörg", "Jorg", "STAFF1", "staff1 ", " staff1", "staff", "staff11")) {
      assertThat(has(person(id))).as(id).isFalse();
    }
  }

  @Test
  void approvalsOutliveTheProcess() {
    pairings.approve(code(person("42")), "me").join();
    store.close();
    store = another("again");
    assertThat(store.pairings().has(person("42")).join()).isTrue();
  }

  @Test
  void givesTheSameCodeWhileItWaitsAndAnotherOneAfterwards() throws Exception {
    String code = code(person("42"));
    assertThat(code(person("42"))).isEqualTo(code);
    pass(HOUR.plusSeconds(1));

    assertThat(pairings.pending().join()).isEmpty();
    assertThat(pairings.approve(code, "me").join()).isEmpty();
    assertThat(pairings.deny(code).join()).isEmpty();
    assertThat(code(person("42"))).isNotEqualTo(code);
  }

  @Test
  void aCodeIsGoodForOneTime() {
    String code = code(person("42"));
    pairings.approve(code, "me").join();
    assertThat(pairings.approve(code, "me").join()).isEmpty();
    assertThat(pairings.approve("", "me").join()).isEmpty();
  }

  @Test
  void drawsAgainIfACodeIsInUse() {
    Iterator<String> drawn = List.of("AAAA-AAAA", "AAAA-AAAA", "BBBB-BBBB").iterator();
    pairings.request(person("1"), "", drawn::next, BOUNDS).join();
    assertThat(pairings.request(person("2"), "", drawn::next, BOUNDS).join())
        .isEqualTo(new Asked.Waiting("BBBB-BBBB", true));
  }

  @Test
  void letsThreeOfAChannelWaitAndFiveInAll() throws Exception {
    code(person("1"));
    code(person("2"));
    String third = code(person("3"));
    assertThat(ask("dingtalk", "4")).isEqualTo(new Asked.Full());
    assertThat(ask("dingtalk", "1")).isInstanceOf(Asked.Waiting.class);
    assertThat(ask("b", "4")).isInstanceOf(Asked.Waiting.class);
    assertThat(ask("c", "4")).isInstanceOf(Asked.Waiting.class);
    assertThat(ask("d", "4")).isEqualTo(new Asked.Full());

    pairings.approve(third, "me").join();
    assertThat(ask("dingtalk", "4")).isInstanceOf(Asked.Waiting.class);
    pass(HOUR);
    assertThat(ask("d", "4")).isInstanceOf(Asked.Waiting.class);
  }

  @Test
  void keepsTheBoundsWhenManyAskManyGateways() {
    List<CompletableFuture<Asked>> asked = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      JdbcMessageStore gateway = i % 2 == 0 ? store : other;
      Supplier<String> codes = code("%04d".formatted(i));
      asked.add(gateway.pairings().request(person("p" + i), "", codes, BOUNDS));
    }
    assertThat(asked.stream().map(CompletableFuture::join))
        .filteredOn(Asked.Waiting.class::isInstance)
        .hasSize(3);
    assertThat(pairings.pending().join()).hasSize(3);
  }

  @Test
  void whoeverWasDeniedGetsNoOtherCodeWithinTheHour() throws Exception {
    String code = code(person("42"));
    assertThat(pairings.deny(code).join()).map(PairingRequest::person).contains(person("42"));

    assertThat(pairings.pending().join()).isEmpty();
    assertThat(pairings.approve(code, "me").join()).isEmpty();
    assertThat(ask("dingtalk", "42")).isEqualTo(new Asked.Denied());
    pass(HOUR);
    assertThat(ask("dingtalk", "42")).isInstanceOf(Asked.Waiting.class);
  }

  @Test
  void revokesOnOneChannelOrOnAll() {
    Person here = person("42");
    Person there = new Person("other", here.identity());
    for (Person person : List.of(here, there)) {
      pairings.approve(code(person), "me").join();
    }
    assertThat(pairings.approved().join())
        .extracting(PairingApproval::person, PairingApproval::by)
        .containsExactly(tuple(here, "me"), tuple(there, "me"));

    assertThat(pairings.revoke(Optional.of("dingtalk"), "4").join()).isEmpty();
    assertThat(pairings.revoke(Optional.of("dingtalk"), "42").join())
        .extracting(PairingApproval::person)
        .containsExactly(here);
    assertThat(has(here)).isFalse();
    assertThat(has(there)).isTrue();
    assertThat(pairings.revoke(Optional.empty(), "unionId:42").join()).isEmpty();
    assertThat(pairings.revoke(Optional.empty(), "staffId:42").join()).hasSize(1);
    assertThat(has(there)).isFalse();
    assertThat(ask("dingtalk", "42")).isInstanceOf(Asked.Waiting.class);
  }

  @Test
  void shortensNamesAndRefusesIdsThatItCanNotKeep() {
    pairings.request(person("1"), "😀".repeat(5_000) + "\0", this::next, BOUNDS).join();
    assertThat(pairings.pending().join().get(0).name()).hasSizeLessThanOrEqualTo(200);
    assertThat(Person.of("dingtalk", new Identity("staffId", "x".repeat(513)))).isEmpty();
    assertThat(Person.of("dingtalk", new Identity("staffId", "x\ud800"))).isEmpty();
    assertThat(Person.of("dingtalk", new Identity("staffId", "x".repeat(512)))).isPresent();
  }

  @Test
  void answersInTheOrderOfTheQuestions() {
    List<Integer> order = new ArrayList<>();
    List<CompletableFuture<Void>> all =
        IntStream.range(0, 200)
            .mapToObj(i -> pairings.has(person("p" + i)).thenAccept(known -> order.add(i)))
            .toList();
    all.forEach(CompletableFuture::join);
    assertThat(order).isSorted().hasSize(200);
  }

  @Test
  void whatIsAskedOfAClosedStoreFails() {
    store.close();
    assertThat(pairings.has(person("42")))
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(StoreException.class);
    assertThat(pairings.request(person("42"), "", this::next, BOUNDS))
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(StoreException.class);
  }

  @Test
  void remembersWhoWroteWhereAndWhatBecameOfIt() throws Exception {
    Optional<Conversation> group = Optional.of(Conversation.group("cidß", "Team"));
    see(sighting(person("42"), "Han", Optional.empty(), "NOT_LISTED"));
    pass(Duration.ofMinutes(5));
    see(sighting(person("42"), "Han", group, "GROUPS_DISABLED"));
    pass(Duration.ofMinutes(5));
    Sighting last =
        new Sighting(
            person("42"),
            "42",
            "Han Meimei",
            Optional.empty(),
            "UNKNOWN_IDENTITY",
            Optional.of("an outside contact: a guest"));
    see(last);

    List<Sighting.Dated> seen = other.knownSenders().sightings(Optional.of("dingtalk")).join();
    assertThat(seen)
        .extracting(dated -> dated.sighting())
        .containsExactly(sighting(person("42"), "Han", group, "GROUPS_DISABLED"), last);
    assertThat(seen.get(0).at()).isBefore(seen.get(1).at());
    assertThat(store.knownSenders().sightings(Optional.of("nowhere")).join()).isEmpty();
    assertThat(store.knownSenders().sightings(Optional.empty()).join()).isEqualTo(seen);
  }

  @Test
  void forgetsThoseOfAChannelWhoWroteLongestAgo() throws Exception {
    see(sighting(new Person("quiet", person("q").identity()), "", Optional.empty(), "X"));
    see(sighting(person("first"), "", Optional.empty(), "X"));
    pass(Duration.ofMinutes(5));
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < KnownSenders.SEEN_PER_CHANNEL; i++) {
      Sighting sighting = sighting(person("p" + i), "", Optional.empty(), "X");
      all.add(store.knownSenders().seen(sighting));
    }
    all.forEach(CompletableFuture::join);

    List<Sighting.Dated> seen = store.knownSenders().sightings(Optional.of("dingtalk")).join();
    assertThat(seen).hasSize(KnownSenders.SEEN_PER_CHANNEL);
    assertThat(seen).noneMatch(dated -> dated.sighting().entry().equals("first"));
    assertThat(store.knownSenders().sightings(Optional.of("quiet")).join()).hasSize(1);
  }

  @Test
  void tellsTheSameOnceWithinTheHourThroughWhicheverGateway() throws Exception {
    assertThat(tell(store, "denied", "m1")).isTrue();
    assertThat(tell(store, "denied", "m2")).isFalse();
    assertThat(tell(other, "denied", "m3")).isFalse();
    assertThat(tell(other, "pairing", "m4")).isTrue();
    pass(HOUR);
    assertThat(tell(other, "denied", "m5")).isTrue();

    Lease lease = store.claim(Queue.outbox("dingtalk"), 1, HOUR).get(0);
    assertThat(store.read(lease, 10))
        .extracting(message -> message.payload())
        .containsExactly(
            answer("42", "m1").payload(),
            answer("42", "m4").payload(),
            answer("42", "m5").payload());
  }

  @Test
  void forgetsAfterADayWhoWasTold() throws Exception {
    tell(store, "denied", "m1");
    pass(Duration.ofHours(25));
    NewMessage message = answer("43", "m2");
    store.knownSenders().tell(person("43"), "denied", HOUR, message).join();
    try (Session session = dialect.open()) {
      assertThat(session.number("SELECT COUNT(*) FROM notice")).isEqualTo(1);
    }
  }

  @Test
  void tellsOneOfManyAtOnce() {
    List<CompletableFuture<Boolean>> told = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      JdbcMessageStore gateway = i % 2 == 0 ? store : other;
      told.add(gateway.knownSenders().tell(person("42"), "denied", HOUR, answer("42", "m" + i)));
    }
    assertThat(told.stream().map(CompletableFuture::join)).filteredOn(done -> done).hasSize(1);
  }

  private static boolean tell(JdbcMessageStore gateway, String kind, String id) {
    return gateway.knownSenders().tell(person("42"), kind, HOUR, answer("42", id)).join();
  }

  private void see(Sighting sighting) {
    store.knownSenders().seen(sighting).join();
  }

  private boolean has(Person person) {
    return pairings.has(person).join();
  }

  private Asked ask(String channel, String id) {
    Person person = new Person(channel, new Identity("staffId", id));
    return pairings.request(person, "name", this::next, BOUNDS).join();
  }

  private String code(Person person) {
    return ((Asked.Waiting) pairings.request(person, "name", this::next, BOUNDS).join()).code();
  }

  private String next() {
    return "TEST-%04d".formatted(codes++);
  }

  private static Supplier<String> code(String tail) {
    return () -> "MANY-" + tail;
  }

  private static Sighting sighting(
      Person person, String name, Optional<Conversation> group, String decision) {
    return new Sighting(person, person.identity().value(), name, group, decision, Optional.empty());
  }

  private static Person person(String id) {
    return new Person("dingtalk", new Identity("staffId", id));
  }
}
