package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.RATE_LIMITED;
import static io.nanobot.api.channel.ChannelException.Kind.REJECTED;
import static io.nanobot.api.channel.ChannelException.Kind.UNCERTAIN;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Receipt;
import io.nanobot.api.message.Conversation;
import io.nanobot.channel.dingtalk.DingTalkHttp.Effect;
import io.nanobot.channel.dingtalk.DingTalkHttp.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The calls that bring a message to people, and the one for their files. */
final class DingTalkApi {
  /** Wrong or expired. */
  private static final String DOWNLOAD_CODE_UNKNOWN = "invalidParameter.robotCode.downloadCode";

  private final DingTalkConfig config;
  private final DingTalkHttp http;
  private final DingTalkToken token;

  DingTalkApi(DingTalkConfig config, DingTalkHttp http, DingTalkToken token) {
    this.config = config;
    this.http = http;
    this.token = token;
  }

  /** Answers in the session of a message; empty if DingTalk does not know that session any more. */
  Optional<Receipt> toSession(URI webhook, DingTalkMarkdown message, Mentions mentions)
      throws ChannelException, InterruptedException {
    ObjectNode body = SendBodies.toSession(message, mentions);
    Response response = http.post(webhook, Map.of(), body, Effect.MESSAGE);
    if (DingTalkErrors.code(response).filter(DingTalkErrors.SESSION_EXPIRED::equals).isPresent()) {
      return Optional.empty();
    }
    DingTalkErrors.check(response, webhook, Effect.MESSAGE);
    if (response.text("errcode").isEmpty()) {
      throw new ChannelException(
          UNCERTAIN,
          "%s answered in JSON, but not whether it took the message"
              .formatted(webhook.getAuthority()));
    }
    return Optional.of(Receipt.withoutId());
  }

  /** Writes to a person or a group at any time. */
  Receipt toConversation(String robotCode, Conversation conversation, DingTalkMarkdown message)
      throws ChannelException, InterruptedException {
    return toConversation(
        conversation, SendBodies.toConversation(robotCode, conversation, message));
  }

  /** Shows a person or a group a file at any time. */
  Receipt toConversation(String robotCode, Conversation conversation, FileMessage file)
      throws ChannelException, InterruptedException {
    return toConversation(
        conversation,
        SendBodies.toConversation(robotCode, conversation, file.key(), file.parameters()));
  }

  private Receipt toConversation(Conversation conversation, ObjectNode body)
      throws ChannelException, InterruptedException {
    if (conversation.kind() == Conversation.Kind.GROUP) {
      return receipt(send("/v1.0/robot/groupMessages/send", body));
    }
    String staffId = conversation.id();
    Response response = send("/v1.0/robot/oToMessages/batchSend", body);
    if (names(response, "invalidStaffIdList", staffId)) {
      throw new ChannelException(
          REJECTED,
          "DingTalk does not know the Staff ID " + staffId,
          "The person must belong to the organisation of the app, and be in its visible range.");
    }
    if (names(response, "flowControlledStaffIdList", staffId)) {
      throw new ChannelException(
          RATE_LIMITED,
          "DingTalk holds back messages to the Staff ID " + staffId,
          "",
          Optional.of(Duration.ofSeconds(5)));
    }
    return receipt(response);
  }

  /** Where a file of a message can be had for a while; empty if DingTalk knows no such code. */
  Optional<URI> fileAddress(String robotCode, String downloadCode)
      throws ChannelException, InterruptedException {
    URI address = address("/v1.0/robot/messageFiles/download");
    ObjectNode body = Json.object().put("robotCode", robotCode).put("downloadCode", downloadCode);
    Response response = callWithToken(address, body, Effect.NONE);
    if (DingTalkErrors.code(response).filter(DOWNLOAD_CODE_UNKNOWN::equals).isPresent()) {
      return Optional.empty();
    }
    DingTalkErrors.check(response, address, Effect.NONE);
    return Optional.of(
        response
            .text("downloadUrl")
            .flatMap(Addresses::file)
            .orElseThrow(
                () -> new ChannelException(REJECTED, "DingTalk gives no address for the file")));
  }

  URI address(String path) {
    return Addresses.at(config.apiBase(), path);
  }

  /** A call that may be repeated; its answer is not looked at. */
  Response post(String path, ObjectNode body) throws ChannelException, InterruptedException {
    return callWithToken(address(path), body, Effect.NONE);
  }

  /** As {@link #post}. */
  Response put(String path, ObjectNode body) throws ChannelException, InterruptedException {
    return withToken(headers -> http.put(address(path), headers, body));
  }

  private Response send(String path, ObjectNode body)
      throws ChannelException, InterruptedException {
    URI address = address(path);
    Response response = callWithToken(address, body, Effect.MESSAGE);
    return DingTalkErrors.check(response, address, Effect.MESSAGE);
  }

  private Response callWithToken(URI address, ObjectNode body, Effect effect)
      throws ChannelException, InterruptedException {
    return withToken(headers -> http.post(address, headers, body, effect));
  }

  private Response withToken(Exchange exchange) throws ChannelException, InterruptedException {
    String used = token.get();
    Response response = exchange.with(headers(used));
    if (DingTalkErrors.tokenInvalid(response)) {
      token.refused(used);
      response = exchange.with(headers(token.get()));
    }
    return response;
  }

  private static Map<String, String> headers(String accessToken) {
    return Map.of("x-acs-dingtalk-access-token", accessToken);
  }

  private interface Exchange {
    Response with(Map<String, String> headers) throws ChannelException, InterruptedException;
  }

  /** HTTP 200 may still mean that nobody got it. */
  private static boolean names(Response response, String list, String staffId) {
    return response
        .json()
        .map(json -> json.path(list))
        .filter(ids -> ids.valueStream().anyMatch(id -> id.asString().equals(staffId)))
        .isPresent();
  }

  private static Receipt receipt(Response response) {
    return new Receipt(response.text("processQueryKey").map(List::of).orElse(List.of()));
  }
}
