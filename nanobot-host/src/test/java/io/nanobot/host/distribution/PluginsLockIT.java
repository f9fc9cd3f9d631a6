package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.host.plugin.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which jars the packed distribution trusts. */
class PluginsLockIT {
  @TempDir private Path directory;

  private Home home;
  private Path jar;
  private Path lock;
  private Path mark;

  @BeforeEach
  void setUp() {
    home = new Home(directory);
    jar = home.plugins().resolve("acme.jar");
    lock = home.config().resolveSibling("plugins.lock");
    mark = directory.resolve("mark");
  }

  @Test
  void locksAndComparesWithoutRunningAnything() throws IOException {
    leavesAMark("acme").write(jar);
    ends(1, "plugins", "verify")
        .contains("There is no " + lock)
        .contains("nanobot plugins lock --config \"" + home.config() + "\"");
    ends(0, "plugins", "lock")
        .contains("ADDED    acme.jar")
        .contains("ADDED    nanobot-channel-dingtalk-")
        .contains("✓ Wrote " + lock + ": 4 jar(s)");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lock)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(lock)).containsPattern("\n[0-9a-f]{64}  acme.jar  acme  1.0.0\n");
    ends(0, "plugins", "lock").contains("✓ Nothing is new in " + lock).doesNotContain("ADDED");
    ends(0, "plugins", "verify").contains("LOCKED     " + jar).contains("✓ All 4 jar(s)");

    PluginJar.channel("other").write(jar);
    ends(1, "plugins", "verify")
        .contains("CHANGED    " + jar)
        .contains("it is not the jar that was locked")
        .contains("1 of 4 differ from " + lock);
    assertThat(mark).doesNotExist();
    ends(0, "plugins", "list")
        .contains("STARTED  " + jar)
        .contains("lock:     changed")
        .contains("lock:     locked");
    ends(0, "plugins", "lock").contains("CHANGED  acme.jar");
    ends(0, "plugins", "verify").contains("✓ All 4 jar(s)");
  }

  @Test
  void theAuditLogTellsWhoTrustedWhichJars() throws IOException {
    PluginJar.channel("acme").write(jar);
    ends(0, "plugins", "lock");
    ends(0, "plugins", "lock").contains("✓ Nothing is new in " + lock);
    PluginJar.channel("other").write(jar);
    ends(0, "plugins", "lock");

    String user = "command line (%s)".formatted(System.getProperty("user.name"));
    assertThat(home.audit())
        .hasSize(2)
        .allSatisfy(
            event -> {
              assertThat(event.get("event").stringValue()).isEqualTo("plugins.locked");
              assertThat(event.get("file").stringValue()).isEqualTo(lock.toString());
              assertThat(event.get("by").stringValue()).isEqualTo(user);
            });
    assertThat(changes(0)).hasSize(4).allMatch(change -> change.startsWith("added "));
    assertThat(changes(1)).singleElement().asString().startsWith("changed acme.jar ");
  }

  private List<String> changes(int event) {
    return home.audit()
        .get(event)
        .get("changes")
        .valueStream()
        .map(
            it ->
                "%s %s %s"
                    .formatted(
                        it.get("change").stringValue(),
                        it.get("jar").stringValue(),
                        it.get("sha256").stringValue()))
        .toList();
  }

  @Test
  void gatewayRefusesAChangedOrUnknownJarAndGoesOnWithTheOthers() throws IOException {
    home.write("{\"gateway\": {\"port\": 0}, \"plugins\": {\"requireLock\": true}}");
    PluginJar.channel("acme").write(jar);
    ends(0, "plugins", "lock").contains("✓ Wrote ");
    leavesAMark("acme").write(jar);
    Path unknown = home.plugins().resolve("unknown.jar");
    leavesAMark("unknown").write(unknown);

    try (NanobotProcess gateway = home.gateway()) {
      gateway.awaitLine("✓ Health endpoint:");
      assertThat(gateway.terminate()).isZero();
      assertThat(gateway.lines())
          .anyMatch(
              line ->
                  line.contains("| ERROR | nanobot | plugin file=" + jar + " REFUSED: ")
                      && line.contains("its SHA-256 is ")
                      && line.contains(lock + " has ")
                      && line.contains("nanobot plugins lock --config"))
          .anyMatch(line -> line.contains("plugin file=" + unknown + " REFUSED: "))
          .anyMatch(line -> line.contains("provides channel dingtalk"))
          .noneMatch(line -> line.contains("provides channel acme"))
          .noneMatch(line -> line.contains("provides channel unknown"))
          .noneMatch(line -> line.startsWith("\tat "));
    }
    ends(0, "plugins", "list").contains("REFUSED  " + jar).doesNotContain("| ERROR |");
    assertThat(mark).doesNotExist();
  }

  @Test
  void nothingIsLoadedWhileTheSettingIsUnclear() throws IOException {
    leavesAMark("acme").write(jar);
    home.write("{\"plugins\": {\"requireLok\": true}}");
    for (List<String> command :
        List.of(List.of("gateway"), List.of("config", "check"), List.of("plugins", "list"))) {
      ends(1, command.toArray(String[]::new))
          .contains("plugins.requireLok")
          .contains("Did you mean \"requireLock\"?");
    }
    assertThat(mark).doesNotExist();
  }

  @Test
  void environmentAloneCanRequireTheLock() {
    leavesAMark("acme").write(jar);
    Map<String, String> strict = Map.of("NANOBOT_PLUGINS__REQUIRE_LOCK", "true");
    try (NanobotProcess list = NanobotProcess.start(directory, strict, "plugins", "list")) {
      assertThat(list.exitCode()).isZero();
      assertThat(list.output())
          .contains("REFUSED  " + jar)
          .contains("plugins.requireLock is on, but " + lock + " does not exist")
          .doesNotContain("STARTED");
    }
    assertThat(mark).doesNotExist();
  }

  private AbstractStringAssert<?> ends(int exitCode, String... command) {
    try (NanobotProcess nanobot = home.run(command)) {
      assertThat(nanobot.exitCode()).as(nanobot.output()).isEqualTo(exitCode);
      return assertThat(nanobot.output()).doesNotContain("\tat ");
    }
  }

  /** A channel that shows when any of its code runs. */
  private PluginJar leavesAMark(String id) {
    return PluginJar.channel(id)
        .body("constructor", "new java.io.File(\"%s\").mkdir();".formatted(mark));
  }
}
