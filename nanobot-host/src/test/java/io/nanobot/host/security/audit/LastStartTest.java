package io.nanobot.host.security.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.host.ManualClock;
import io.nanobot.host.config.ConfigFile;
import io.nanobot.host.plugin.PluginReport;
import io.nanobot.host.plugin.PluginReport.State;
import io.nanobot.host.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastStartTest {
  @TempDir private Path directory;

  @Test
  void tellsWhatIsNewChangedGoneOrTheSame() throws Exception {
    assertThat(start("{}", jar("a.jar", "aa"), jar("b.jar", "bb")))
        .containsExactly("config.loaded new", "plugin.loaded new", "plugin.loaded new");
    assertThat(start("{}", jar("a.jar", "aa"), jar("b.jar", "b2")))
        .containsExactly("config.loaded same", "plugin.loaded same", "plugin.loaded changed");
    assertThat(start("{ }", jar("b.jar", "b2")))
        .containsExactly("config.loaded changed", "plugin.loaded same", "plugin.gone");
    assertThat(start("{ }", jar("b.jar", "b2")))
        .containsExactly("config.loaded same", "plugin.loaded same");
  }

  @Test
  void theDigestIsTheOneThatSha256sumShows() throws Exception {
    start("{}");
    assertThat(Files.readString(directory.resolve("audit").resolve("audit.jsonl")))
        .contains("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  }

  @Test
  void aPluginThatDoesNotRunIsNone() throws Exception {
    PluginReport failed = report("a.jar", "aa", State.FAILED);
    assertThat(start("{}", failed)).containsExactly("config.loaded new");
  }

  @Test
  void aMemoryThatIsDamagedIsReplaced() throws Exception {
    start("{}");
    Files.writeString(directory.resolve("audit").resolve("last-start.json"), "{\"config");
    assertThat(start("{}")).containsExactly("config.loaded new");
    assertThat(start("{}")).containsExactly("config.loaded same");
  }

  private List<String> start(String json, PluginReport... plugins) throws Exception {
    Path config = Files.writeString(directory.resolve("config.json"), json);
    Workspace workspace = new Workspace(directory);
    Path log = directory.resolve("audit").resolve("audit.jsonl");
    long before = Files.exists(log) ? count(log) : 0;
    try (AuditLog audit = new AuditLog(workspace, new ManualClock())) {
      new LastStart(workspace, ConfigFile.read(config), List.of(plugins), audit).record();
    }
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .skip(before)
          .map(
              line ->
                  line.replaceFirst(
                          ".*\"event\":\"([a-z.]+)\".*?(\"change\":\"([a-z]+)\"|$).*", "$1 $3")
                      .strip())
          .toList();
    }
  }

  private static long count(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  private static PluginReport jar(String name, String sha256) {
    return report(name, sha256, State.STARTED);
  }

  private static PluginReport report(String name, String sha256, State state) {
    return new PluginReport(
        Path.of("/plugins", name),
        name,
        "1.0.0",
        state,
        List.of(),
        "",
        "",
        Optional.empty(),
        sha256);
  }
}
