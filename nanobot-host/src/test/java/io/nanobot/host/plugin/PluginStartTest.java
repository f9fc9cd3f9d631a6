package io.nanobot.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.host.plugin.PluginReport.State;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that go wrong when they start or stop. The good plugin beside them works each time. */
class PluginStartTest {
  /** Long enough for the good plugin on a busy machine, short enough to wait for. */
  private static final Duration SHORT = Duration.ofMillis(1500);

  private static final String REPORT_IT = "report it to its author";

  @TempDir Path root;
  @AutoClose private Zoo zoo;

  @BeforeEach
  void setUp() {
    zoo = new Zoo(root);
  }

  @Test
  void runsPluginClass() {
    zoo.with(
        "fine.jar",
        PluginJar.channel("fine")
            .pluginClass("public void start() { System.setProperty(\"zoo.fine\", \"yes\"); }"));

    assertThat(zoo.reportOf("fine.jar").state()).isEqualTo(State.STARTED);
    assertThat(System.clearProperty("zoo.fine")).isEqualTo("yes");
  }

  @Test
  void survivesConstructorThatThrows() {
    bad("public ThePlugin() { throw new IllegalStateException(\"no licence\"); }");

    failed("Plugin bad 1.0.0 failed in start(): IllegalStateException: no licence", REPORT_IT);
  }

  @Test
  void survivesStaticInitialiserThatThrows() {
    bad("static { if (true) throw new IllegalStateException(\"no native library\"); }");

    failed("failed in start(): IllegalStateException: no native library", REPORT_IT);
  }

  @Test
  void survivesStartThatThrowsException() { // trap 13
    bad("public void start() { throw new IllegalArgumentException(\"line one\\nline two\"); }");

    failed("failed in start(): IllegalArgumentException: line one line two", REPORT_IT);
  }

  @Test
  void survivesStartThatThrowsError() { // trap 14
    bad("public void start() { throw new AssertionError(\"never\"); }");

    failed("failed in start(): AssertionError: never", REPORT_IT);
  }

  @Test
  void survivesStackOverflow() { // trap 14
    bad("public void start() { start(); }");

    failed("failed in start(): StackOverflowError", REPORT_IT);
  }

  @Test
  void survivesExceptionWhoseMessageThrows() {
    bad(
        "public void start() { throw new RuntimeException() {"
            + " public String getMessage() { throw new IllegalStateException(); } }; }");

    failed("Plugin bad 1.0.0 failed in start()", REPORT_IT);
  }

  @Test
  void survivesStartThatHangs() { // trap 15
    bad("public void start() { Factory.hang(); }");

    PluginReport report = zoo.reportOf("bad.jar", start(SHORT));

    assertThat(report.state()).isEqualTo(State.FAILED);
    assertThat(report.reason())
        .isEqualTo(
            "Plugin bad 1.0.0 did not return from start() within 1500 ms and was interrupted");
  }

  @Test
  void survivesStartThatHangsAndIgnoresItsInterruption() {
    zoo.with(
        "bad.jar",
        PluginJar.channel("bad")
            .body("interrupted", "continue;")
            .pluginClass("public void start() { Factory.hang(); }"));

    assertThat(zoo.reportOf("bad.jar", start(SHORT)).reason()).contains("did not return from");
  }

  @Test
  void survivesStopThatThrows() { // trap 2
    bad("public void stop() { throw new IllegalStateException(\"stuck\"); }");

    assertThat(zoo.reportOf("bad.jar").state()).isEqualTo(State.STARTED);
    assertThat(zoo.catalog().unload("bad")).isTrue();
    assertThat(zoo.catalog().channel("bad")).isEmpty();
    zoo.assertGoodWorks();
  }

  @Test
  void survivesStopThatHangs() {
    bad("public void stop() { Factory.hang(); }");
    PluginLimits standard = Zoo.limits();

    assertThat(zoo.reportOf("bad.jar", limits(standard.start(), SHORT)).state())
        .isEqualTo(State.STARTED);
    assertThat(zoo.catalog().unload("bad")).isTrue();
    zoo.assertGoodWorks();
  }

  @Test
  void stopsEveryPluginInReverseOrder() { // traps 1 and 2
    System.setProperty("zoo.stopped", "");
    for (String id : new String[] {"a", "b", "c"}) {
      String stop =
          "System.setProperty(\"zoo.stopped\", System.getProperty(\"zoo.stopped\") + \"%s\");"
              .formatted(id);
      String broken = id.equals("b") ? "throw new IllegalStateException();" : "";
      zoo.with(
          id + ".jar",
          PluginJar.channel(id).pluginClass("public void stop() { " + stop + broken + " }"));
    }
    zoo.load();
    zoo.assertGoodWorks();

    zoo.close();

    assertThat(System.clearProperty("zoo.stopped")).isEqualTo("cba");
    assertThat(zoo.catalog().channels()).isEmpty();
  }

  @Test
  void refusesPluginClassOfAnotherType() {
    zoo.with("bad.jar", PluginJar.channel("bad").manifest("Plugin-Class", "zoo.Factory"));

    failed("Plugin-Class zoo.Factory is not a concrete subclass of org.pf4j.Plugin", REPORT_IT);
  }

  @Test
  void survivesFactoryThatThrows() {
    zoo.with(
        "bad.jar",
        PluginJar.channel("bad").body("constructor", "throw new IllegalStateException(\"no\");"));

    failed("Plugin bad 1.0.0 failed in new zoo.Factory: IllegalStateException: no", REPORT_IT);
  }

  @Test
  void tellsThatLibraryIsMissing() {
    zoo.with(
        "bad.jar",
        PluginJar.channel("bad").body("constructor", "Lazy.prefix();").without("zoo/Lazy.class"));

    failed("failed in new zoo.Factory: NoClassDefFoundError: zoo/Lazy", "sees none of the host's");
  }

  @Test
  void refusesPluginWithoutFactory() {
    zoo.with(
        "bad.jar",
        PluginJar.empty("bad")
            .source(
                "zoo.Other",
                "@org.pf4j.Extension public class Other implements org.pf4j.ExtensionPoint {}"));

    failed("it provides neither a channel nor an agent", "implement ChannelFactory");
  }

  @Test
  void refusesNullType() {
    answering("type", "return null;", "Plugin bad 1.0.0 returned null from type()");
  }

  @Test
  void refusesBlankType() {
    answering("type", "return \" \";", "which is not lower-case letters, digits and hyphens");
  }

  @Test
  void refusesBlankDisplayName() {
    answering("displayName", "return \"\";", "returned a blank name from displayName()");
  }

  @Test
  void refusesNullIdentityScheme() {
    answering("identityScheme", "return null;", "returned null from identityScheme()");
  }

  @Test
  void refusesConfigThatIsNoRecord() {
    answering(
        "configType",
        "return String.class;",
        "returned java.lang.String, which is not a record from configType()");
  }

  @Test
  void refusesTypeThatThrows() {
    answering("type", "throw new Error(\"hm\");", "Plugin bad 1.0.0 failed in type(): Error: hm");
  }

  @Test
  void refusesKeysOfTheHost() {
    for (String key : new String[] {"enabled", "type", "allowFrom", "allow_from"}) {
      PluginJar jar = PluginJar.channel("bad");
      jar.source("zoo.Config", "public record Config(String " + key + ") {}");
      zoo.with("bad.jar", jar);

      failed("a record with the key '%s', which is the host's".formatted(key), REPORT_IT);
      zoo.close();
    }
  }

  private void answering(String method, String body, String reason) {
    zoo.with("bad.jar", PluginJar.channel("bad").body(method, body));
    failed(reason, REPORT_IT);
  }

  private void bad(String pluginClass) {
    zoo.with("bad.jar", PluginJar.channel("bad").pluginClass(pluginClass));
  }

  private void failed(String reason, String fix) {
    PluginReport report = zoo.reportOf("bad.jar");
    assertThat(report.reason()).contains(reason);
    assertThat(report.state()).isEqualTo(State.FAILED);
    assertThat(report.fix()).contains(fix);
  }

  private static PluginLimits start(Duration start) {
    return limits(start, Zoo.LIMIT);
  }

  private static PluginLimits limits(Duration start, Duration stop) {
    Duration other = Zoo.LIMIT;
    return new PluginLimits(start, stop, other, other, other, other, 64);
  }
}
