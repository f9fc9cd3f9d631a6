package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpPort;
import io.nanobot.dingtalk.simulator.wire.ServerCertificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A DingTalk platform on the loopback interface: the REST API and the Stream gateway, people who
 * talk to bots, and faults on demand. It speaks TLS on one port and plain HTTP on another, which is
 * an HTTP proxy to the first as well.
 *
 * <p>Safe to use from any thread. Waiting methods return when the time is up, and say so.
 *
 * <pre>{@code
 * try (DingTalkSimulator simulator = DingTalkSimulator.builder().app("id", "secret").start()) {
 *   // start a bot against simulator.apiBase(), then
 *   simulator.awaitConnections(1, Duration.ofSeconds(10));
 *   SentMessage hello = simulator.say("Li Lei", "hello");
 *   Optional<Reply> reply = simulator.awaitReply(hello, Duration.ofSeconds(5));
 * }
 * }</pre>
 */
public final class DingTalkSimulator implements AutoCloseable {
  private final StateFolder folder;
  private final ServerCertificate certificate;
  private final Threads threads = new Threads();
  private final Changes changes = new Changes();
  private final HttpPort tlsPort;
  private final HttpPort plainPort;
  private final Platform platform;

  DingTalkSimulator(Settings settings) throws IOException {
    folder = StateFolder.of(settings.state());
    HttpPort tls = null;
    try {
      certificate = ServerCertificate.in(folder.path());
      tls = new HttpPort(settings.tlsPort(), threads);
      plainPort = new HttpPort(settings.plainPort(), threads);
    } catch (IOException e) {
      if (tls != null) {
        tls.close();
      }
      threads.close();
      folder.close();
      throw e;
    }
    tlsPort = tls;
    Addresses addresses = new Addresses(tlsPort.number(), plainPort.number());
    Faults faults = new Faults(changes, this::followFaults);
    platform = Platform.of(settings, addresses, changes, faults, threads);
    FrontDoor door = new FrontDoor(platform, certificate.tls());
    platform.links().startPings();
    tlsPort.start(Optional.of(certificate.tls()), () -> faults.sitOut(Fault.BLACK_HOLE), door);
    plainPort.start(Optional.empty(), () -> {}, door);
  }

  public static DingTalkSimulatorBuilder builder() {
    return new DingTalkSimulatorBuilder();
  }

  private void followFaults() {
    tlsPort.listen(!platform.faults().isOn(Fault.TCP_REFUSED));
  }

  /**
   * The REST base address over TLS; to trust it, see {@link #certificatePem} and {@link
   * #trustStore}.
   */
  public URI apiBase() {
    return platform.addresses().api();
  }

  /** The REST base address without TLS. */
  public URI plainApiBase() {
    return platform.addresses().plainApi();
  }

  /** The address of the chat window. */
  public URI page() {
    return plainApiBase().resolve("/");
  }

  /** The port of the HTTP CONNECT proxy that leads the production host names here. */
  public int proxyPort() {
    return plainPort.number();
  }

  /** The certificate that the TLS port shows. */
  public Path certificatePem() {
    return certificate.pem();
  }

  /** A PKCS12 store that trusts exactly this simulator, for {@code javax.net.ssl.trustStore}. */
  public Path trustStore() {
    return certificate.trustStore();
  }

  public String trustStorePassword() {
    return ServerCertificate.PASSWORD;
  }

  /** The first app; the only one, unless the builder was told of more. */
  public App app() {
    return apps().get(0);
  }

  public List<App> apps() {
    return platform.settings().world().apps();
  }

  public List<Person> people() {
    return platform.settings().world().people();
  }

  /**
   * Somebody by Staff ID or name.
   *
   * @throws IllegalArgumentException when there is nobody of that name
   */
  public Person person(String staffIdOrName) {
    return platform.settings().world().person(staffIdOrName);
  }

  /** Somebody who is no member of the organisation and has no Staff ID. */
  public Person outsideContact() {
    return platform.settings().world().outsideContact();
  }

  /** The first group. */
  public Conversation group() {
    return groups().get(0);
  }

  public List<Conversation> groups() {
    return platform.settings().world().groups();
  }

  /** The conversation of a person with the first app's robot. */
  public Conversation oneToOne(Person person) {
    return Conversation.oneToOne(app(), person);
  }

  /** Says something to the first robot in the 1:1 conversation. */
  public SentMessage say(Person person, String text) {
    return say(Utterance.by(person, text));
  }

  /** As {@link #say(Person, String)}, for a Staff ID or name. */
  public SentMessage say(String person, String text) {
    return say(person(person), text);
  }

  /**
   * Says something to the first robot in the first group; its {@code @name} is put in front unless
   * the text has one.
   */
  public SentMessage sayInGroup(Person person, String text) {
    boolean addressed = apps().stream().anyMatch(app -> text.contains("@" + app.robotName()));
    String said = addressed ? text : "@" + app().robotName() + " " + text;
    return say(Utterance.by(person, said).inGroup(group()));
  }

  /** As {@link #sayInGroup(Person, String)}, for a Staff ID or name. */
  public SentMessage sayInGroup(String person, String text) {
    return sayInGroup(person(person), text);
  }

  /** Says anything, in any way. */
  public SentMessage say(Utterance utterance) {
    return platform.deliveries().say(utterance);
  }

  /** Pushes a message again: another {@code headers.messageId}, the same {@code msgId}. */
  public void pushAgain(SentMessage message) {
    platform.deliveries().pushAgain(message);
  }

  public void redelivery(Redelivery rule) {
    platform.deliveries().redelivery(rule);
  }

  /** Everything that bots said, oldest first. */
  public List<Reply> replies() {
    return platform.chats().replies();
  }

  public List<Reply> replies(Conversation conversation) {
    return replies().stream().filter(reply -> reply.conversation().equals(conversation)).toList();
  }

  /** Waits for the first reply to a message, through its webhook or through the robot API. */
  public Optional<Reply> awaitReply(SentMessage message, Duration limit) {
    changes.await(() -> !message.replies().isEmpty(), limit);
    return message.replies().stream().findFirst();
  }

  /** Waits until a message has this many replies; returns what there is by then. */
  public List<Reply> awaitReplies(SentMessage message, int count, Duration limit) {
    changes.await(() -> message.replies().size() >= count, limit);
    return message.replies();
  }

  /** Waits until a link has acknowledged the message with code 200. */
  public boolean awaitAck(SentMessage message, Duration limit) {
    return changes.await(message::acknowledged, limit);
  }

  /** Every card that apps have made, oldest first. */
  public List<Card> cards() {
    return platform.cards().all();
  }

  /** Waits for the first card in this state. */
  public Optional<Card> awaitCard(Card.State state, Duration limit) {
    changes.await(() -> cards().stream().anyMatch(card -> card.state() == state), limit);
    return cards().stream().filter(card -> card.state() == state).findFirst();
  }

  /** Presses a button of a card. */
  public CardClick press(Card card, Person person, String actionId) {
    return platform.cardClicks().press(card, person, actionId);
  }

  /** As {@link #press(Card, Person, String)}; see {@link Utterance#forged}. */
  public CardClick press(Card card, Person person, String actionId, UnaryOperator<String> forgery) {
    return platform.cardClicks().press(card, person, actionId, forgery);
  }

  /** Waits for what the app answers to a click. */
  public boolean awaitAck(CardClick click, Duration limit) {
    return changes.await(() -> click.ack().isPresent(), limit);
  }

  /** The Stream connections that are open now. */
  public List<Connection> connections() {
    return platform.links().snapshot();
  }

  /**
   * Waits until exactly this many connections are open, not counting those that were told to go.
   */
  public boolean awaitConnections(int count, Duration limit) {
    return changes.await(() -> platform.links().usable() == count, limit);
  }

  /**
   * Tells every client to move to a new connection, as the platform does now and then; closes the
   * old after a grace time.
   */
  public void disconnect() {
    platform.links().all().forEach(platform.links()::rotate);
  }

  /** As {@link #disconnect()}, for one connection. */
  public void disconnect(Connection connection) {
    link(connection).ifPresent(platform.links()::rotate);
  }

  /** Breaks all connections without a word: the clients see a TCP reset. */
  public void dropLinks() {
    platform.links().all().forEach(platform.links()::drop);
  }

  /** As {@link #dropLinks()}, for one connection. */
  public void dropLink(Connection connection) {
    link(connection).ifPresent(platform.links()::drop);
  }

  private Optional<Link> link(Connection connection) {
    return platform.links().all().stream()
        .filter(link -> link.id().equals(connection.id()))
        .findFirst();
  }

  /** Makes all access tokens invalid at once; new ones can be had. */
  public void revokeTokens() {
    platform.tokens().revokeAll();
  }

  /** Every access token that it gave out, for tests that look for them where they must not be. */
  public List<String> issuedTokens() {
    return platform.tokens().issued();
  }

  /** Every ticket for a connection that it gave out. */
  public List<String> issuedTickets() {
    return platform.tickets().issued();
  }

  /** The session of every webhook that it gave out, since the last {@link #reset}. */
  public List<String> issuedSessions() {
    return platform.sessions().issued();
  }

  /** The download code of every file that was sent, since the last {@link #reset}. */
  public List<String> issuedDownloadCodes() {
    return platform.files().issuedCodes();
  }

  /** The signature of every link to a file that it gave out, since the last {@link #reset}. */
  public List<String> issuedFileSignatures() {
    return platform.files().issuedSignatures();
  }

  /** The switches for what can go wrong. */
  public Faults faults() {
    return platform.faults();
  }

  /** Every request that clients have made, without those of the page. */
  public List<RecordedRequest> requests() {
    return platform.journal().requests();
  }

  /** The requests to one path. */
  public List<RecordedRequest> requests(String path) {
    return requests().stream().filter(request -> request.path().equals(path)).toList();
  }

  /** Waits until a path was asked this often; a request counts from its arrival. */
  public boolean awaitRequests(String path, int count, Duration limit) {
    return changes.await(() -> requests(path).size() >= count, limit);
  }

  /** Clears faults, messages and the journal. Connections and tokens stay. */
  public void reset() {
    platform.reset();
    platform.deliveries().redelivery(platform.settings().redelivery());
  }

  /** Ends everything: ports are free and threads have ended when this returns. */
  @Override
  public void close() {
    changes.close();
    tlsPort.close();
    plainPort.close();
    threads.close();
    folder.close();
  }
}
