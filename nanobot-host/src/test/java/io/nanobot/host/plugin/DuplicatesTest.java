package io.nanobot.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.nanobot.host.plugin.PluginReport.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuplicatesTest {
  @TempDir Path root;
  @AutoClose private Zoo zoo;

  @BeforeEach
  void setUp() {
    zoo = new Zoo(root);
  }

  @Test
  void highestVersionWins() { // trap 10; 1.10.0 is newer than 1.9.0
    zoo.with("a.jar", PluginJar.channel("twin").manifest("Plugin-Version", "1.9.0"));
    zoo.with("b.jar", PluginJar.channel("twin").manifest("Plugin-Version", "1.10.0"));

    PluginReport loser = zoo.reportOf("a.jar");

    assertThat(zoo.report("b.jar").state()).isEqualTo(State.STARTED);
    assertThat(loser.state()).isEqualTo(State.SKIPPED);
    assertThat(loser.reason())
        .isEqualTo(
            "plugin twin 1.9.0 of %s is not loaded, because %s has twin 1.10.0"
                .formatted(zoo.folder.resolve("a.jar"), zoo.folder.resolve("b.jar")));
    assertThat(loser.fix()).isEqualTo("remove one of the two files");
  }

  @Test
  void newerVersionThatDoesNotFitLosesToOlder() {
    zoo.with("a.jar", PluginJar.channel("twin"));
    zoo.with(
        "b.jar",
        PluginJar.channel("twin")
            .manifest("Plugin-Version", "2.0.0")
            .manifest("Plugin-Requires", ">=9"));

    assertThat(zoo.reportOf("a.jar").state()).isEqualTo(State.STARTED);
    assertThat(zoo.report("b.jar").state()).isEqualTo(State.FAILED);
  }

  @Test
  void aSecondCopyOfTheSameFileIsNothingToWorryAbout() throws IOException {
    Path other = Files.createDirectories(root.resolve("another"));
    Path copy = Files.copy(zoo.folder.resolve("good.jar"), other.resolve("good.jar"));

    try (PluginCatalog catalog =
        PluginCatalog.load(List.of(zoo.folder, other), zoo.lock, zoo.stage, Zoo.limits())) {
      PluginReport report = catalog.reports().get(1);

      assertThat(report.file()).isEqualTo(copy);
      assertThat(report.state()).isEqualTo(State.SKIPPED);
      assertThat(report.reason()).isEqualTo("it is the same as " + zoo.folder.resolve("good.jar"));
      assertThat(report.fix()).isEmpty();
    }
  }

  @Test
  void sameVersionTwiceIsTakenFromEarlierFolder() {
    Path other = root.resolve("another");
    PluginJar.channel("good").write(other.resolve("good.jar"));

    try (PluginCatalog catalog =
        PluginCatalog.load(List.of(zoo.folder, other), zoo.lock, zoo.stage, Zoo.limits())) {
      assertThat(catalog.reports())
          .extracting(PluginReport::file, PluginReport::state)
          .containsExactly(
              tuple(zoo.folder.resolve("good.jar"), State.STARTED),
              tuple(other.resolve("good.jar"), State.SKIPPED));
    }
  }

  @Test
  void sameTypeOfAnotherPluginIsRefused() {
    zoo.with("later.jar", PluginJar.channel("later").body("type", "return \"good\";"));

    PluginReport report = zoo.reportOf("later.jar");

    assertThat(report.state()).isEqualTo(State.FAILED);
    assertThat(report.reason())
        .isEqualTo(
            "it provides channel good, which plugin good 1.0.0 of %s provides already"
                .formatted(zoo.folder.resolve("good.jar")));
  }

  @Test
  void folderNamedTwiceIsReadOnce() {
    try (PluginCatalog catalog =
        PluginCatalog.load(List.of(zoo.folder, zoo.folder), zoo.lock, zoo.stage, Zoo.limits())) {
      assertThat(catalog.reports()).extracting(PluginReport::state).containsExactly(State.STARTED);
    }
  }

  @Test
  void missingFolderIsEmpty() {
    try (PluginCatalog catalog =
        PluginCatalog.load(List.of(root.resolve("nowhere")), zoo.lock, zoo.stage, Zoo.limits())) {
      assertThat(catalog.reports()).isEmpty();
      assertThat(zoo.stage).doesNotExist();
    }
  }

  @Test
  void folderThatIsFileIsReported() throws IOException {
    Path file = Files.createFile(root.resolve("file"));

    try (PluginCatalog catalog =
        PluginCatalog.load(List.of(file, zoo.folder), zoo.lock, zoo.stage, Zoo.limits())) {
      PluginReport report = catalog.reports().get(0);
      assertThat(report.file()).isEqualTo(file);
      assertThat(report.state()).isEqualTo(State.FAILED);
      assertThat(report.reason()).contains("should be a folder with plugins, but it is a file");
      assertThat(catalog.channel("good")).isPresent();
    }
  }
}
