package io.nanobot.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.nanobot.api.ApiVersion;
import io.nanobot.api.channel.Channel;
import io.nanobot.host.plugin.PluginReport.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pf4j.Plugin;
import org.slf4j.Logger;

/** What is refused before PF4J sees it. The good plugin beside it starts and works each time. */
class JarRulesTest {
  @TempDir Path root;
  @AutoClose private Zoo zoo;

  @BeforeEach
  void setUp() {
    zoo = new Zoo(root);
  }

  @Test
  void acceptsGoodPluginWithoutRemark() {
    PluginReport report = zoo.reportOf("good.jar");

    assertThat(report.id()).isEqualTo("good");
    assertThat(report.version()).isEqualTo("1.0.0");
    assertThat(report.reason()).isEmpty();
    assertThat(report.fix()).isEmpty();
  }

  @Test
  void refusesTruncatedJar() throws IOException {
    Path bad = PluginJar.channel("bad").write(zoo.folder.resolve("bad.jar"));
    byte[] whole = Files.readAllBytes(bad);
    Files.write(bad, Arrays.copyOf(whole, whole.length / 2));

    refused("it is not a readable jar (", "copy the file again");
  }

  @Test
  void refusesEmptyFile() throws IOException {
    Files.createFile(zoo.folder.resolve("bad.jar"));

    refused("it is not a readable jar (zip file is empty)", "copy the file again");
  }

  @Test
  void refusesTextFileWithJarName() throws IOException {
    Files.writeString(zoo.folder.resolve("bad.jar"), "<html>404 Not Found</html>".repeat(20));

    refused("it is not a readable jar (", "copy the file again");
  }

  @Test
  void refusesJarWithoutManifest() throws IOException {
    Path bad = zoo.folder.resolve("bad.jar");
    try (var zip = new ZipOutputStream(Files.newOutputStream(bad))) {
      zip.putNextEntry(new ZipEntry("a.txt"));
    }

    refused(
        "its manifest has no Plugin-Id, so it is not a plugin", "if it is a library, remove it");
  }

  @Test
  void refusesStrangeId() {
    zoo.with("bad.jar", PluginJar.channel("bad").manifest("Plugin-Id", "my plugin"));

    refused("its Plugin-Id 'my plugin' is not an identifier", "letters, digits");
  }

  @Test
  void refusesMissingVersion() {
    zoo.with("bad.jar", PluginJar.channel("bad").withoutAttribute("Plugin-Version"));

    refused("its manifest has no Plugin-Version", "major.minor.patch");
  }

  @Test
  void refusesVersionThatIsNotSemantic() {
    zoo.with("bad.jar", PluginJar.channel("bad").manifest("Plugin-Version", "one"));

    refused("its Plugin-Version 'one' is not a semantic version", "major.minor.patch");
  }

  @Test
  void refusesMalformedRequires() { // trap 6
    zoo.with("bad.jar", PluginJar.channel("bad").manifest("Plugin-Requires", "=>?!1"));

    PluginReport report =
        refused("its Plugin-Requires '=>?!1' is not a range of versions", "write a range such as");
    assertThat(report.id()).isEqualTo("bad");
  }

  @Test
  void refusesPluginForNewerApi() { // trap 7
    zoo.with("bad.jar", PluginJar.channel("bad").manifest("Plugin-Requires", ">=9"));

    refused(
        "it requires API >=9, but this host has API " + ApiVersion.stable(),
        "install a version of it that is built for API");
  }

  @Test
  void refusesBareNewerVersion() {
    zoo.with("bad.jar", PluginJar.channel("bad").manifest("Plugin-Requires", "9.0.0"));

    refused("it requires API 9.0.0", "install a version of it");
  }

  @Test
  void comparesRangeWithStableVersion() { // trap 8: 0.1.0-SNAPSHOT satisfies >=0.1.0
    String own = ">=" + ApiVersion.stable();
    zoo.with("own.jar", PluginJar.channel("own").manifest("Plugin-Requires", own));

    assertThat(zoo.reportOf("own.jar").state()).isEqualTo(State.STARTED);
  }

  @Test
  void warnsOfBareVersion() { // trap 9
    zoo.with("bare.jar", PluginJar.channel("bare").manifest("Plugin-Requires", "0.1.0"));

    PluginReport report = zoo.reportOf("bare.jar");
    assertThat(report.state()).isEqualTo(State.STARTED);
    assertThat(report.reason())
        .isEqualTo("its Plugin-Requires '0.1.0' means that version or any newer one");
    assertThat(report.fix()).contains("'>=0.1.0 & <1.0.0'");
  }

  @Test
  void warnsOfMissingRange() {
    zoo.with("free.jar", PluginJar.channel("free").withoutAttribute("Plugin-Requires"));

    PluginReport report = zoo.reportOf("free.jar");
    assertThat(report.state()).isEqualTo(State.STARTED);
    assertThat(report.reason()).startsWith("its manifest has no Plugin-Requires");
  }

  @Test
  void refusesMissingDependency() { // trap 3
    zoo.with("bad.jar", PluginJar.channel("bad").manifest("Plugin-Dependencies", "nowhere@>=2"));

    refused(
        "it depends on other plugins (Plugin-Dependencies: nowhere@>=2)",
        "put what it needs inside its own jar");
  }

  @Test
  void keepsPluginThatAnotherWantsInNewerVersion() { // trap 4: PF4J would unload good
    zoo.with("bad.jar", PluginJar.channel("bad").manifest("Plugin-Dependencies", "good@>=2"));

    refused("it depends on other plugins", "put what it needs inside its own jar");
  }

  @Test
  void refusesCyclicDependencies() { // trap 5
    zoo.with("bad.jar", PluginJar.channel("bad").manifest("Plugin-Dependencies", "worse"));
    zoo.with("worse.jar", PluginJar.channel("worse").manifest("Plugin-Dependencies", "bad"));

    refused("it depends on other plugins (Plugin-Dependencies: worse)", "put what it needs");
    assertThat(zoo.report("worse.jar").state()).isEqualTo(State.FAILED);
  }

  @Test
  void refusesMisspeltPluginClass() { // trap 12
    zoo.with("bad.jar", PluginJar.channel("bad").manifest("Plugin-Class", "zoo.ThePlugn"));

    refused("its Plugin-Class zoo.ThePlugn is not found in bad.jar", "correct Plugin-Class");
  }

  @Test
  void refusesBundledApi() { // trap 18
    zoo.with("bad.jar", PluginJar.channel("bad").bundle(Channel.class));

    refused(
        "it contains classes that come from the host (io/nanobot/api/channel/Channel.class, of"
            + " nanobot-api)",
        "use scope provided for the dependency nanobot-api");
  }

  @Test
  void refusesBundledPf4j() {
    zoo.with("bad.jar", PluginJar.channel("bad").bundle(Plugin.class));

    refused("(org/pf4j/Plugin.class, of pf4j)", "use scope provided for the dependency pf4j");
  }

  @Test
  void refusesBundledSlf4j() {
    zoo.with("bad.jar", PluginJar.channel("bad").bundle(Logger.class));

    refused(
        "(org/slf4j/Logger.class, of slf4j-api)", "use scope provided for the dependency slf4j");
  }

  @Test
  void refusesJarWithoutExtensionIndex() { // trap 19
    zoo.with("bad.jar", PluginJar.channel("bad").without("META-INF/extensions.idx"));

    refused(
        "it has no META-INF/extensions.idx, so it provides nothing",
        "<annotationProcessorPaths> of maven-compiler-plugin");
  }

  @Test
  void refusesEmptyExtensionIndex() {
    byte[] comment = "# Generated by PF4J\n".getBytes(StandardCharsets.UTF_8);
    zoo.with("bad.jar", PluginJar.channel("bad").file("META-INF/extensions.idx", comment));

    refused("its META-INF/extensions.idx is empty", "mark its factory with @Extension");
  }

  @Test
  void refusesIndexThatNamesMissingClass() {
    zoo.with("bad.jar", PluginJar.channel("bad").without("zoo/Factory.class"));

    refused(
        "its META-INF/extensions.idx names zoo.Factory, which is not found in bad.jar",
        "mvn clean package");
  }

  @Test
  void reportsEveryOtherFile() throws IOException {
    Files.writeString(zoo.folder.resolve("README.txt"), "hello");
    Files.createDirectory(zoo.folder.resolve("lib"));

    zoo.load();

    assertThat(zoo.catalog().reports())
        .extracting(report -> report.file().getFileName().toString(), PluginReport::state)
        .containsExactly(
            tuple("README.txt", State.SKIPPED),
            tuple("good.jar", State.STARTED),
            tuple("lib", State.SKIPPED));
    assertThat(zoo.report("README.txt").reason()).contains("does not end in .jar");
    assertThat(zoo.report("lib").reason()).isEqualTo("it is a folder, not a jar");
  }

  private PluginReport refused(String reason, String fix) {
    PluginReport report = zoo.reportOf("bad.jar");
    assertThat(report.state()).isEqualTo(State.FAILED);
    assertThat(report.provides()).isEmpty();
    assertThat(report.reason()).contains(reason);
    assertThat(report.fix()).contains(fix);
    assertThat(zoo.catalog().channel("bad")).isEmpty();
    return report;
  }
}
