package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The main job, as the README's first command starts it, with a person at the page. */
class DemoIT {
  private static final Pattern PAGE = Pattern.compile("Talk to the bot:\\s+(http://\\S+)");

  @TempDir private Path directory;

  @Test
  void showsConnectionPageAndTheWayOn() {
    try (NanobotProcess demo = start()) {
      assertThat(demo.output())
          .contains("DingTalk channel connected via Stream Mode")
          .containsPattern(PAGE)
          .contains("nanobot onboard");
    }
  }

  @Test
  void aPersonTalksToTheBotOnThePage() throws IOException {
    try (NanobotProcess demo = start();
        Browser browser = Browser.open(page(demo), directory.resolve("profile"))) {
      browser.choose("#who", "Han Meimei");
      browser.element("#composer").sendKeys("hello **bot**", Keys.ENTER);
      browser.awaitText("#messages [data-from=bot]", "hello bot");
      Files.write(Path.of("target", "demo-page.png"), browser.screenshot());
    }
  }

  @Test
  void aPersonWhoIsNotAdmittedIsRefusedInTheLog() {
    try (NanobotProcess demo = start();
        Browser browser = Browser.open(page(demo), directory.resolve("profile"))) {
      browser.choose("#who", "Zhang Wei");
      browser.element("#composer").sendKeys("let me in", Keys.ENTER);
      demo.awaitLine("Access denied for sender zhangwei42");
    }
  }

  @Test
  void endsWithAllThatItStarted() throws IOException {
    try (NanobotProcess demo = start()) {
      List<ProcessHandle> started = demo.handle().descendants().toList();
      assertThat(started).isNotEmpty();
      assertThat(demo.terminate()).isZero();
      await().until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
    }
    try (var leftovers = Files.list(directory)) {
      assertThat(leftovers).isEmpty();
    }
  }

  @Test
  void aKilledDemoTakesItsSimulatorAlong() {
    try (NanobotProcess demo = start()) {
      List<ProcessHandle> started = demo.handle().descendants().toList();
      demo.signal("KILL");
      await().until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  private NanobotProcess start() {
    return NanobotProcess.start(
            directory,
            Map.of("NANOBOT_OPTS", "-Djava.io.tmpdir=" + directory),
            "demo",
            "--port",
            "0",
            "--page-port",
            "0")
        .awaitLine("Ctrl+C ends the demo.");
  }

  private static String page(NanobotProcess demo) {
    Matcher page = PAGE.matcher(demo.output());
    assertThat(page.find()).isTrue();
    return page.group(1);
  }
}
