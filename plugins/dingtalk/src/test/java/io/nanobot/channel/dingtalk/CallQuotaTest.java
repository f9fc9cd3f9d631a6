package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nanobot.api.message.Conversation;
import io.nanobot.channel.dingtalk.CallQuota.Budget;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

final class CallQuotaTest {
  private static final URI SEND =
      URI.create("https://api.dingtalk.com/v1.0/robot/oToMessages/batchSend");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(CallQuota.class);

  @TempDir Path folder;

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void hush() {
    logger.detachAppender(log);
  }

  private List<String> warnings() {
    return log.list.stream()
        .filter(event -> event.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  private CallQuota at(String instant) {
    return new CallQuota(
        Simulation.withQuota(100, 10), folder, Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
  }

  private static void call(CallQuota quota, int times) {
    for (int i = 0; i < times; i++) {
      quota.called(SEND, false);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.dingtalk.com/v1.0/robot/groupMessages/send, API",
    "https://api.dingtalk.com/v1.0/card/streaming, API",
    "https://oapi.dingtalk.com/media/upload?type=image&access_token=1, API",
    "https://oapi.dingtalk.com/robot/sendBySession?session=1, STREAM",
    "https://oapi.dingtalk.com/topapi/v2/user/get?access_token=1, ",
    "https://oapi.dingtalk.com/gettoken?appkey=1, ",
    "https://api.dingtalk.com/v1.0/oauth2/accessToken, ",
    "https://api.dingtalk.com/v1.0/gateway/connections/open, ",
    "https://api.dingtalk.com/v1.0/contact/users/me, ",
    "https://api.dingtalk.com, "
  })
  void knowsWhatDingTalkBills(URI address, Budget budget) {
    assertThat(Budget.of(address).orElse(null)).isEqualTo(budget);
  }

  @Test
  void warnsAlsoWhenSeveralPushesCrossTheMarkTogether() {
    CallQuota quota = at("2026-11-05T00:00:00Z");
    quota.pushed(7);
    assertThat(warnings()).isEmpty();
    quota.pushed(2);
    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("80 %", "9 of 10", "monthlyStreamCalls");
  }

  @Test
  void warnsOnceAt80AndOnceAt95Percent() {
    CallQuota quota = at("2026-11-05T00:00:00Z");
    call(quota, 79);
    assertThat(warnings()).isEmpty();
    call(quota, 1);
    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("80 %", "API calls", "80 of 100", "monthlyApiCalls");
    call(quota, 14);
    assertThat(warnings()).hasSize(1);
    assertThat(quota.apiNearlyUsedUp()).isFalse();
    call(quota, 1);
    assertThat(warnings()).hasSize(2).last().asString().contains("95 %", "95 of 100");
    assertThat(quota.apiNearlyUsedUp()).isTrue();
    call(quota, 50);
    assertThat(warnings()).hasSize(2);
  }

  @Test
  void countsTheStreamApart() {
    CallQuota quota = at("2026-11-05T00:00:00Z");
    for (int i = 0; i < 8; i++) {
      quota.pushed(1);
    }
    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("Webhook & Stream calls", "8 of 10", "monthlyStreamCalls");
    assertThat(quota.used(Budget.API)).isZero();
    assertThat(quota.apiNearlyUsedUp()).isFalse();
  }

  @Test
  void goesOnCountingAfterARestart() {
    call(at("2026-11-05T00:00:00Z"), 80);
    CallQuota restarted = at("2026-11-06T00:00:00Z");
    assertThat(restarted.used(Budget.API)).isEqualTo(80);
    call(restarted, 1);
    assertThat(warnings()).hasSize(1);
  }

  @Test
  void goesOnFromWhatAnotherProcessHasCounted() {
    CallQuota gateway = at("2026-11-05T00:00:00Z");
    CallQuota command = at("2026-11-05T00:00:00Z");
    call(gateway, 79);
    call(command, 1);
    call(gateway, 1);
    assertThat(gateway.used(Budget.API)).isEqualTo(81);
    assertThat(warnings()).as("told by the one that reached it").hasSize(1);
  }

  @Test
  void beginsAnewWhenTheMonthEndsInChina() {
    call(at("2026-11-30T15:59:59Z"), 96);
    CallQuota december = at("2026-11-30T16:00:00Z");
    assertThat(december.used(Budget.API)).isZero();
    assertThat(december.apiNearlyUsedUp()).isFalse();
  }

  @Test
  void believesDingTalkThatTheQuotaIsUsedUp() {
    CallQuota quota = at("2026-11-05T00:00:00Z");
    quota.called(SEND, true);
    assertThat(quota.apiNearlyUsedUp()).isTrue();
    quota.called(SEND, false);
    assertThat(quota.apiNearlyUsedUp()).as("calls were bought").isFalse();
  }

  @Test
  void countsFromNowOnIfItsFileIsDamaged() throws Exception {
    Files.writeString(folder.resolve("calls.json"), "{\"month\":");
    CallQuota quota = at("2026-11-05T00:00:00Z");
    call(quota, 1);
    assertThat(quota.used(Budget.API)).isEqualTo(1);
    assertThat(warnings()).singleElement().asString().contains("calls.json can not be read");
  }

  @Test
  void aFolderThatCanNotBeWrittenStopsNoCall() throws Exception {
    Files.createDirectories(folder.resolve("calls.json").resolve("in the way"));
    CallQuota quota = at("2026-11-05T00:00:00Z");
    log.list.clear();
    call(quota, 3);
    assertThat(quota.used(Budget.API)).isEqualTo(3);
    assertThat(warnings()).filteredOn(it -> it.contains("can not be written")).hasSize(1);
    assertThat(warnings()).filteredOn(it -> it.contains("can not be read")).hasSize(1);
  }

  @Test
  void countsWhatCameLastBeforeTheChannelCloses() throws Exception {
    Simulation.fresh();
    try (Robot robot = new Robot(Simulation.config(), Clock.systemUTC(), folder)) {
      robot.channel.connect();
      Simulation.say("one");
      Simulation.say("two");
      robot.heard(2);
    }

    assertThat(Files.readString(folder.resolve("calls.json"))).contains("\"stream\":2");
  }

  @Test
  void countsWhatTheChannelDoes() throws Exception {
    DingTalkSimulator dingTalk = Simulation.fresh();
    try (Robot robot = new Robot(Simulation.config(), Clock.systemUTC(), folder)) {
      robot.channel.connect();
      Simulation.say("hello");
      robot.answer(robot.heard(), "by the webhook");
      robot.write(Conversation.direct(Simulation.STAFF_ID), "by the robot API");
      assertThat(dingTalk.replies()).hasSize(2);
      await()
          .untilAsserted(
              () ->
                  assertThat(Files.readString(folder.resolve("calls.json")))
                      .contains("\"api\":1", "\"stream\":2"));
    }
  }
}
