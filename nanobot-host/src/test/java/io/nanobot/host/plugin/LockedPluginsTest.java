package io.nanobot.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.channel.Channel;
import io.nanobot.host.plugin.PluginReport.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is loaded when there is a lock. The jar of interest says when any of its code runs. */
class LockedPluginsTest {
  private static final String RAN = "zoo.ran";

  @TempDir Path root;
  private Zoo zoo;

  @BeforeEach
  void setUp() {
    zoo = new Zoo(root);
    System.clearProperty(RAN);
  }

  @AfterEach
  void tearDown() {
    zoo.close();
    System.clearProperty(RAN);
  }

  @Test
  void withoutALockNothingIsAskedFor() {
    PluginReport report = zoo.with("new.jar", talkative()).reportOf("new.jar");

    assertThat(report.state()).isEqualTo(State.STARTED);
    assertThat(report.reason()).isEmpty();
    assertThat(report.lock()).isEmpty();
    assertThat(System.getProperty(RAN)).isEqualTo("yes");
  }

  @Test
  void lockedJarsAreLoaded() throws IOException {
    zoo.with("new.jar", talkative()).locked().lockRequired();

    assertThat(zoo.reportOf("new.jar").state()).isEqualTo(State.STARTED);
    assertThat(zoo.report("new.jar").lock()).contains(LockState.LOCKED);
    assertThat(zoo.report("new.jar").reason()).isEmpty();
  }

  @Test
  void changedJarIsRefusedAndNothingOfItRuns() throws IOException {
    Path jar = zoo.folder.resolve("new.jar");
    zoo.with("new.jar", PluginJar.channel("new")).locked().lockRequired();
    String locked = Sha256.of(jar).brief();
    zoo.with("new.jar", talkative());

    PluginReport report = zoo.reportOf("new.jar");

    assertThat(report.state()).isEqualTo(State.REFUSED);
    assertThat(report.lock()).contains(LockState.CHANGED);
    assertThat(report.reason())
        .isEqualTo(
            "it is not the jar that was locked: its SHA-256 is %s, but %s has %s"
                .formatted(Sha256.of(jar).brief(), zoo.lock.file(), locked));
    assertThat(report.fix()).contains("nanobot plugins lock");
    assertThat(zoo.catalog().channel("new")).isEmpty();
    assertThat(System.getProperty(RAN)).isNull();
  }

  @Test
  void unknownJarIsRefusedAndNothingOfItRuns() throws IOException {
    zoo.locked().lockRequired().with("new.jar", talkative());

    PluginReport report = zoo.reportOf("new.jar");

    assertThat(report.state()).isEqualTo(State.REFUSED);
    assertThat(report.lock()).contains(LockState.UNKNOWN);
    assertThat(report.reason()).contains("does not name it (its SHA-256 is ");
    assertThat(System.getProperty(RAN)).isNull();
  }

  @Test
  void agentJarIsRefusedLikeAChannelJar() throws IOException {
    PluginJar agent =
        PluginJar.empty("thinker")
            .source(
                "zoo.Thinker",
                "@org.pf4j.Extension public class Thinker implements"
                    + " io.nanobot.api.agent.AgentFactory<Thinker.Settings> {"
                    + " public record Settings() {}"
                    + " static { System.setProperty(\"zoo.ran\", \"yes\"); }"
                    + " public String type() { return \"thinker\"; }"
                    + " public Class<Settings> configType() { return Settings.class; }"
                    + " public io.nanobot.api.agent.Agent create(Settings s,"
                    + " io.nanobot.api.agent.AgentContext c) { throw new Error(); } }");
    zoo.locked().lockRequired().with("thinker.jar", agent);

    assertThat(zoo.reportOf("thinker.jar").state()).isEqualTo(State.REFUSED);
    assertThat(System.getProperty(RAN)).isNull();

    zoo.close();
    zoo.locked();
    assertThat(zoo.reportOf("thinker.jar").provides()).containsExactly("agent thinker");
    assertThat(System.getProperty(RAN)).isEqualTo("yes");
  }

  @Test
  void refusedJarDoesNotTakeThePlaceOfALockedOne() throws IOException {
    zoo.with("a.jar", PluginJar.channel("twin")).locked().lockRequired();
    zoo.with("b.jar", PluginJar.channel("twin").manifest("Plugin-Version", "9.0.0"));

    assertThat(zoo.reportOf("a.jar").state()).isEqualTo(State.STARTED);
    assertThat(zoo.report("b.jar").state()).isEqualTo(State.REFUSED);
  }

  @Test
  void renamedJarIsRefused() throws IOException {
    zoo.with("new.jar", PluginJar.channel("new")).locked().lockRequired();
    Files.move(zoo.folder.resolve("new.jar"), zoo.folder.resolve("other.jar"));

    assertThat(zoo.reportOf("other.jar").lock()).contains(LockState.UNKNOWN);
  }

  @Test
  void withoutALockNothingIsLoadedIfOneIsRequired() {
    zoo.lockRequired().load();

    PluginReport report = zoo.report("good.jar");
    assertThat(report.state()).isEqualTo(State.REFUSED);
    assertThat(report.reason())
        .isEqualTo("plugins.requireLock is on, but %s does not exist".formatted(zoo.lock.file()));
    assertThat(report.fix()).endsWith("nanobot plugins lock");
    assertThat(zoo.catalog().channels()).isEmpty();
  }

  @Test
  void unreadableLockVouchesForNothingIfItIsRequired() throws IOException {
    zoo.locked().lockRequired();
    Files.writeString(zoo.lock.file(), Files.readString(zoo.lock.file()) + "=======\n");
    zoo.load();

    assertThat(zoo.report("plugins.lock").state()).isEqualTo(State.REFUSED);
    assertThat(zoo.report("plugins.lock").reason()).startsWith("its line 5 is not");
    assertThat(zoo.report("good.jar").state()).isEqualTo(State.REFUSED);
    assertThat(zoo.report("good.jar").reason())
        .isEqualTo("plugins.requireLock is on, but %s can not be read".formatted(zoo.lock.file()));
    assertThat(zoo.catalog().channels()).isEmpty();
  }

  @Test
  void unreadableLockIsReportedIfItIsNotRequired() throws IOException {
    Files.writeString(zoo.lock.file(), "nonsense");

    PluginReport report = zoo.reportOf("plugins.lock");

    assertThat(report.state()).isEqualTo(State.FAILED);
    assertThat(report.fix()).contains("nanobot plugins lock");
    assertThat(zoo.report("good.jar").lock()).isEmpty();
  }

  @Test
  void differenceIsAWarningIfNoLockIsRequired() throws IOException {
    zoo.with("changed.jar", PluginJar.channel("changed")).locked();
    zoo.with("changed.jar", PluginJar.channel("changed").withoutAttribute("Plugin-Requires"));
    zoo.with("new.jar", PluginJar.channel("new"));

    PluginReport changed = zoo.reportOf("changed.jar");

    assertThat(changed.state()).isEqualTo(State.STARTED);
    assertThat(changed.lock()).contains(LockState.CHANGED);
    assertThat(changed.reason())
        .startsWith("it is not the jar that was locked")
        .contains("its manifest has no Plugin-Requires");
    assertThat(zoo.report("new.jar").state()).isEqualTo(State.STARTED);
    assertThat(zoo.report("new.jar").lock()).contains(LockState.UNKNOWN);
    assertThat(zoo.report("new.jar").reason()).contains("does not name it");
  }

  @Test
  void jarThatIsReplacedLaterChangesNothingOfWhatRuns() throws Exception {
    zoo.with("new.jar", PluginJar.channel("new")).locked().lockRequired().load();

    zoo.with("new.jar", talkative());

    try (Channel channel = zoo.create("new")) { // loads classes only now
      assertThat(channel.send(Zoo.message("late")).messageIds()).containsExactly("sent late");
    }
    assertThat(System.getProperty(RAN)).isNull();
    assertThat(zoo.inventory().entries())
        .extracting(LockEntry::state)
        .containsExactly(LockState.LOCKED, LockState.CHANGED);
  }

  @Test
  void whatIsLoadedIsWhatWasHashed() throws Exception {
    Path jar = PluginJar.channel("raced").write(root.resolve("raced.jar"));
    PluginStage stage = new PluginStage(zoo.stage);
    try {
      StagedJar copy = stage.copy(jar);
      Files.write(jar, new byte[] {1}); // between the check and the load

      assertThat(Sha256.of(copy.path())).isEqualTo(copy.digest());
      assertThat(Sha256.of(jar)).isNotEqualTo(copy.digest());
    } finally {
      stage.close();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linkIsLoadedIfWhatItLeadsToIsLocked() throws IOException {
    Path elsewhere = root.resolve("elsewhere.jar");
    PluginJar.channel("linked").write(elsewhere);
    Files.createSymbolicLink(zoo.folder.resolve("link.jar"), elsewhere);
    zoo.locked().lockRequired();
    assertThat(zoo.reportOf("link.jar").state()).isEqualTo(State.STARTED);
    zoo.close();

    PluginJar.channel("linked")
        .body("constructor", "System.setProperty(\"zoo.ran\", \"yes\");")
        .write(elsewhere);

    assertThat(zoo.reportOf("link.jar").state()).isEqualTo(State.REFUSED);
    assertThat(System.getProperty(RAN)).isNull();
  }

  @Test
  void refusedJarLeavesNoCopy() throws IOException {
    zoo.locked().lockRequired().with("new.jar", talkative()).load();

    try (var staged = Files.walk(zoo.stage)) {
      List<String> jars =
          staged
              .map(path -> path.getFileName().toString())
              .filter(n -> n.endsWith(".jar"))
              .toList();
      assertThat(jars).containsExactly("good.jar");
    }
  }

  /** Tells of every kind of code that the host could run by accident. */
  private static PluginJar talkative() {
    String tell = "System.setProperty(\"zoo.ran\", \"yes\");";
    return PluginJar.channel("new")
        .body("constructor", tell)
        .pluginClass("static { %s } public void start() { %s }".formatted(tell, tell));
  }
}
