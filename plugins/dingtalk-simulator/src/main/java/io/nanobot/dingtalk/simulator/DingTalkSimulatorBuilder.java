package io.nanobot.dingtalk.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Describes a simulator. Whatever is not said gets a default: one app, three staff members, an
 * outside contact, one group.
 */
public final class DingTalkSimulatorBuilder {
  /** The app that exists when none was described. */
  public static final String DEMO_CLIENT_ID = "dingdemo";

  /** Its secret; it guards nothing. */
  public static final String DEMO_SECRET = "demo-secret";

  private final List<App> apps = new ArrayList<>();
  private final List<Person> people = new ArrayList<>();
  private final List<Conversation> groups = new ArrayList<>();
  private int tlsPort;
  private int plainPort;
  private Optional<Path> state = Optional.empty();
  private Duration pingEvery = Duration.ofSeconds(20);
  private Duration rotationGrace = Duration.ofSeconds(10);
  private boolean announcesConnections;
  private Redelivery redelivery = Redelivery.never();
  private Clock clock = Clock.systemUTC();

  DingTalkSimulatorBuilder() {}

  /** An app; its robot is called {@code nanobot}, or the client id when that name is taken. */
  public DingTalkSimulatorBuilder app(String clientId, String clientSecret) {
    return app(clientId, clientSecret, apps.isEmpty() ? "nanobot" : clientId);
  }

  public DingTalkSimulatorBuilder app(String clientId, String clientSecret, String robotName) {
    apps.add(new App(clientId, clientSecret, robotName));
    return this;
  }

  public DingTalkSimulatorBuilder staff(String staffId, String name) {
    people.add(Person.staff(staffId, name));
    return this;
  }

  /** A staff member who administers the organisation. */
  public DingTalkSimulatorBuilder admin(String staffId, String name) {
    people.add(Person.admin(staffId, name));
    return this;
  }

  public DingTalkSimulatorBuilder group(String title) {
    groups.add(Conversation.group(title));
    return this;
  }

  /** The number of the TLS port; 0, the default, takes any free one. */
  public DingTalkSimulatorBuilder port(int number) {
    tlsPort = number;
    return this;
  }

  /** The number of the plain port; 0, the default, takes any free one. */
  public DingTalkSimulatorBuilder plainPort(int number) {
    plainPort = number;
    return this;
  }

  /**
   * Where the certificate is kept, so that it outlives a restart; by default a folder that goes
   * with the simulator.
   */
  public DingTalkSimulatorBuilder state(Path folder) {
    state = Optional.of(folder);
    return this;
  }

  /** How often links get a SYSTEM ping; 20 seconds by default. */
  public DingTalkSimulatorBuilder pingEvery(Duration period) {
    pingEvery = period;
    return this;
  }

  /** How long a link stays open after it was told to go; 10 seconds by default. */
  public DingTalkSimulatorBuilder rotationGrace(Duration time) {
    rotationGrace = time;
    return this;
  }

  /** Greets new links with SYSTEM CONNECTED and REGISTERED, as some servers do. */
  public DingTalkSimulatorBuilder announceConnections() {
    announcesConnections = true;
    return this;
  }

  /** When messages are pushed again; never by default. */
  public DingTalkSimulatorBuilder redelivery(Redelivery rule) {
    redelivery = rule;
    return this;
  }

  /** By which tickets, tokens and webhooks expire. */
  public DingTalkSimulatorBuilder clock(Clock time) {
    clock = time;
    return this;
  }

  /**
   * Starts it. This takes about a second, because a certificate is made.
   *
   * @throws UncheckedIOException when a port is taken or no certificate can be made
   */
  public DingTalkSimulator start() {
    try {
      return new DingTalkSimulator(
          new Settings(
              world(),
              tlsPort,
              plainPort,
              state,
              pingEvery,
              rotationGrace,
              announcesConnections,
              redelivery,
              clock));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private World world() {
    List<Person> everybody =
        new ArrayList<>(
            people.isEmpty()
                ? List.of(
                    Person.admin("manager7675", "Li Lei"),
                    Person.staff("0123456789", "Han Meimei"),
                    Person.staff("zhangwei42", "Zhang Wei"))
                : people);
    everybody.add(Person.outside("Visitor (outside contact)"));
    return new World(
        apps.isEmpty() ? List.of(new App(DEMO_CLIENT_ID, DEMO_SECRET, "nanobot")) : apps,
        everybody,
        groups.isEmpty() ? List.of(Conversation.group("Dev group")) : groups);
  }
}
