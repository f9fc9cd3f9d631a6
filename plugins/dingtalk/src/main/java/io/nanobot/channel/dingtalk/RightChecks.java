package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.REJECTED;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Probe.Check;
import io.nanobot.channel.dingtalk.DingTalkHttp.Effect;
import io.nanobot.channel.dingtalk.DingTalkHttp.Response;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether the app may do what the channel does. Each right is asked for with something that does
 * not exist: DingTalk looks at the right first, and nothing happens after that.
 */
final class RightChecks {
  private static final String NOBODY = "nanobot-doctor-nobody";

  private final DingTalkConfig config;
  private final DingTalkHttp http;
  private final DingTalkToken token;

  RightChecks(DingTalkConfig config, DingTalkHttp http, DingTalkToken token) {
    this.config = config;
    this.http = http;
    this.token = token;
  }

  /** What DingTalk said to a call; no refusal if it got as far as to look for what is not there. */
  private record Answer(Optional<String> code, Optional<ChannelException> refusal) {
    boolean isAboutTheRobot() {
      return code.filter(it -> it.startsWith("invalidParameter.robotCode.")).isPresent()
          || code.filter(it -> it.startsWith("resource.")).isPresent();
    }
  }

  void run(Consumer<Check> report) throws InterruptedException {
    send(report);
    Optional<ChannelException> refusal = download().refusal();
    report.accept(
        refusal
            .map(it -> DingTalkProbe.failed(DingTalkProbe.DOWNLOAD, it))
            .orElseGet(
                () ->
                    Check.passed(
                        DingTalkProbe.DOWNLOAD,
                        "The app may fetch the files that people send to the robot")));
    if (config.card().isPresent()) {
      report.accept(card(config.card().get()));
    }
  }

  /** Makes a card, and shows it to nobody. */
  private Check card(CardConfig card) throws InterruptedException {
    ObjectNode body =
        CardApi.newCard(card, "nanobot-doctor-" + UUID.randomUUID(), "nanobot doctor");
    Optional<ChannelException> failure = attempt("/v1.0/card/instances", body).failure();
    return failure
        .map(it -> DingTalkProbe.failed(DingTalkProbe.CARD, it))
        .orElseGet(
            () -> Check.passed(DingTalkProbe.CARD, "The app may make cards of this template"));
  }

  private void send(Consumer<Check> report) throws InterruptedException {
    ObjectNode body =
        robot().put("msgKey", "sampleText").put("msgParam", "{\"content\":\"" + NOBODY + "\"}");
    body.putArray("userIds").add(NOBODY);
    Answer answer = call("/v1.0/robot/oToMessages/batchSend", body);
    if (answer.refusal().isEmpty()) {
      report.accept(Check.passed(DingTalkProbe.ROBOT, "DingTalk knows the robot " + robotCode()));
      report.accept(Check.passed(DingTalkProbe.SEND, "The robot may write to people"));
    } else if (answer.isAboutTheRobot()) {
      report.accept(DingTalkProbe.failed(DingTalkProbe.ROBOT, answer.refusal().get()));
      DingTalkProbe.skip(DingTalkProbe.ROBOT, report, DingTalkProbe.SEND);
    } else {
      DingTalkProbe.skip(DingTalkProbe.SEND, report, DingTalkProbe.ROBOT);
      report.accept(DingTalkProbe.failed(DingTalkProbe.SEND, answer.refusal().get()));
    }
  }

  private Answer download() throws InterruptedException {
    return call("/v1.0/robot/messageFiles/download", robot().put("downloadCode", NOBODY));
  }

  private ObjectNode robot() {
    return Json.object().put("robotCode", robotCode());
  }

  private String robotCode() {
    return config.robotCode(Optional.empty());
  }

  private Answer call(String path, ObjectNode body) throws InterruptedException {
    Attempt attempt = attempt(path, body);
    return new Answer(
        attempt.code(), attempt.failure().filter(refusal -> refusal.kind() != REJECTED));
  }

  private record Attempt(Optional<String> code, Optional<ChannelException> failure) {}

  private Attempt attempt(String path, ObjectNode body) throws InterruptedException {
    URI address = Addresses.at(config.apiBase(), path);
    Optional<String> code = Optional.empty();
    try {
      Response response =
          http.post(address, Map.of("x-acs-dingtalk-access-token", token.get()), body, Effect.NONE);
      code = DingTalkErrors.code(response);
      DingTalkErrors.check(response, address, Effect.NONE);
      return new Attempt(code, Optional.empty());
    } catch (ChannelException e) {
      return new Attempt(code, Optional.of(e));
    }
  }
}
