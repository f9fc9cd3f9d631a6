package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.AUTHENTICATION;
import static io.nanobot.api.channel.ChannelException.Kind.CONFIGURATION;
import static io.nanobot.api.channel.ChannelException.Kind.PERMISSION;
import static io.nanobot.api.channel.ChannelException.Kind.RATE_LIMITED;
import static io.nanobot.api.channel.ChannelException.Kind.REJECTED;
import static io.nanobot.api.channel.ChannelException.Kind.UNAVAILABLE;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * DingTalk's codes, one row for each meaning. Sources: dingtalk-protocol.md 1.3, 4.2, 5.6, 6, 7,
 * 8.6, 10, and dingtalk-peers.md 3.6.
 */
final class ErrorTable {
  /** A session webhook that does not exist any more, or never did. */
  static final String SESSION_EXPIRED = "300001";

  /** {@code {"status":1111,"punish":"deny"}}: too many calls from this address. */
  static final String ADDRESS_BLOCKED = "1111";

  private static final String CREDENTIALS =
      "Compare clientId and clientSecret with the page 'Credentials & Basic Information' of the app"
          + " on open-dev.dingtalk.com (Client ID was once AppKey, Client Secret AppSecret).";
  private static final String NOTHING_TO_DO =
      "Nothing: it is tried again when the pause is over. If it is told often, fewer messages or a"
          + " larger DingTalk package help.";
  private static final String THEIR_FAULT =
      "Nothing: it is tried again. If it lasts, look at what the host's name resolves to; a proxy"
          + " or a DNS server may lead elsewhere.";
  private static final String OUR_FAULT =
      "This is a fault of the plugin: please report it with this line.";

  /**
   * What a code means.
   *
   * @param fix what the reader can do about it
   * @param pause how long DingTalk wants no further call, for {@code RATE_LIMITED}
   * @param codes a code, or all codes that start so if it ends with an asterisk
   */
  record Row(Kind kind, String sentence, String fix, Duration pause, List<String> codes) {
    boolean covers(String code) {
      return codes.stream()
          .anyMatch(
              it ->
                  it.endsWith("*")
                      ? code.startsWith(it.substring(0, it.length() - 1))
                      : code.equals(it));
    }

    /** Whether a failure was told in the words of this row. */
    boolean tells(ChannelException failure) {
      return failure.getMessage().startsWith(sentence);
    }
  }

  static final Row LACKS_PERMISSION =
      row(
          PERMISSION,
          "The app lacks a permission",
          "Grant it on open-dev.dingtalk.com: the app, Permission Management (权限管理).",
          "Forbidden.AccessDenied*",
          "unauthorized",
          "auth.error",
          "60011",
          "88");

  static final Row QUOTA_USED_UP =
      row(
          PERMISSION,
          "The organisation's monthly quota of DingTalk calls is used up",
          "Wait for the next month, or buy calls: DingTalk admin console, API quota.",
          "Forbidden.AccessDenied.ApiCountLimitForOrg",
          "90020");

  static final Row TOKEN_INVALID =
      row(
          AUTHENTICATION,
          "DingTalk does not accept an access token that it has just given out",
          CREDENTIALS,
          "InvalidAuthentication",
          "invalidParameter.token.invalid",
          "token.notExisted",
          "40014",
          "42001");

  /**
   * Of the call that writes into a card alone: dingtalk-protocol.md 8.3. DingTalk may as well be
   * out of order, so another attempt has to tell.
   */
  static final Row CARD_NOT_WRITTEN =
      row(
          UNAVAILABLE,
          "DingTalk does not write into cards of this template",
          "Compare card.contentKey with the variable's name in the template, and see on"
              + " open-dev.dingtalk.com/fe/card that it is an AI card with a Markdown component"
              + " whose streaming is on.",
          "unknownError");

  /** The first row that covers a code counts. */
  static final List<Row> ROWS =
      List.of(
          row(
              AUTHENTICATION,
              "DingTalk refuses the credentials",
              CREDENTIALS,
              "authFailed",
              "invalidClientIdOrSecret",
              "invalid.client",
              "unauthorized.client",
              "40089",
              "40001"),
          TOKEN_INVALID,
          pause(
              1,
              "DingTalk allows no more calls of this kind in this second",
              "Forbidden.AccessDenied.Qps*",
              "90018",
              "90002"),
          pause(
              60,
              "DingTalk allows no more calls of this kind in this minute",
              "Forbidden.AccessDenied.Qpm*",
              "410100"),
          pause(
              2,
              "DingTalk wants fewer messages at once",
              "send.too.fast",
              "send.byToken.tooFast",
              "too.many.group",
              "too.many.people",
              "too.many.*",
              "send.forbidden"),
          pause(2, "DingTalk is busy", "system.busy", "systemBusy"),
          pause(300, "DingTalk blocks this server's address for 5 minutes", ADDRESS_BLOCKED),
          QUOTA_USED_UP,
          row(
              PERMISSION,
              "DingTalk has suspended all calls of the organisation",
              "Ask an administrator of the organisation, or DingTalk's support.",
              "90003"),
          row(
              PERMISSION,
              "DingTalk does not allow this server's address",
              "Add its public address to the app's IP allow-list: open-dev.dingtalk.com, the app,"
                  + " Security Settings.",
              "Forbidden.AccessDenied.IpNotInWhiteList",
              "ipNotInWhiteList",
              "60020"),
          row(
              PERMISSION,
              "The organisation's certification is too low for this call",
              "An administrator has the organisation certified in the DingTalk admin console.",
              "orgAuthLevelNotEnough"),
          LACKS_PERMISSION,
          row(
              REJECTED,
              "DingTalk does not give out this file any more",
              "The person sends it again.",
              "invalidParameter.robotCode.downloadCode"),
          row(
              REJECTED,
              "It is too late to take this message back",
              "DingTalk takes messages back for 24 hours.",
              "robot.processQueryKey.expired"),
          row(
              REJECTED,
              "DingTalk does not know the message that is to be taken back",
              "It was sent by another robot, or taken back already.",
              "invalid.processQueryKey",
              "notRevoke.all.messages"),
          row(
              PERMISSION,
              "The robot does not belong to this app",
              "Leave robotCode out, or copy it from the robot's page of the app on"
                  + " open-dev.dingtalk.com.",
              "invalidParameter.robotCode.empty",
              "invalidParameter.robotCode.auth",
              "invalidParameter.robotCode.coolApp",
              "invalidParameter.robotCode.notExsit",
              "invalidParameter.robotCode.missing",
              "invalidParameter.robotCode.invalid",
              "invalidParameter.robotCode.*",
              "invalidParameter.robotCode",
              "not.allowed.robotCode",
              "miss.chatbotId"),
          row(
              PERMISSION,
              "The robot is not published, or is stopped",
              "Publish the app's version with the robot, and start the robot, on"
                  + " open-dev.dingtalk.com.",
              "resource.not.found",
              "resource.unavailable",
              "resource.*"),
          row(
              PERMISSION,
              "The robot may not write to people who have not written first",
              "Allow it on the robot's page of the app on open-dev.dingtalk.com, and publish.",
              "chatbotId.notAllow.sendOTO"),
          row(
              REJECTED,
              "DingTalk's content rules refuse this message",
              "A link, a word or a picture in it is not allowed: the answer must be worded"
                  + " differently.",
              "contain.unsafe.url",
              "contain.notAllowed.text",
              "contain.notAllowed.picture",
              "contain.notAllowed.content",
              "contain.*",
              "param.contentUnsafe",
              "430101",
              "430102",
              "430103",
              "430104"),
          row(
              REJECTED,
              "DingTalk does not take this type of file",
              "Send it packed as a zip file, or a link to it.",
              "40004"),
          row(
              REJECTED,
              "The file is too large for DingTalk, or empty",
              "A voice message may have 2 MB, any other file 20 MB: send a link to it.",
              "40006"),
          row(
              REJECTED,
              "DingTalk does not know the file that the message shows",
              "It must be uploaded again: let the agent send it once more.",
              "40007"),
          row(
              REJECTED,
              "A security setting of the robot refuses this message",
              "Look at the robot's keywords, signature and addresses in the group's settings.",
              "310000"),
          row(
              REJECTED,
              "The message is too long for DingTalk",
              "One message holds about 15,000 bytes.",
              "invalidParameter.msgParam.tooLong",
              "param.stream.content",
              "460101",
              "101002"),
          row(
              REJECTED,
              "DingTalk does not know the receiver",
              "The Staff ID must be one of the app's organisation, in the app's visible range.",
              "staffId.notExisted",
              "illegal.receivers",
              "invalidParameter.userIds.empty",
              "invalidParameter.userIds.invalid",
              "invalidParameter.userId.empty",
              "param.userIdEmpty",
              "param.userIdNotExist",
              "33012",
              "50002",
              "60121"),
          row(
              REJECTED,
              "There is no 1:1 conversation with this person yet",
              "They write to the robot once.",
              "robot.oto.notExist"),
          row(
              REJECTED,
              "The group does not exist any more",
              "Nothing: nobody can read there.",
              "group.disbanded",
              "400013"),
          row(
              REJECTED,
              "The robot is stopped in this group, or was removed from it",
              "Add the robot to the group again, or start it in the group's settings.",
              "bot.stopped",
              "400102",
              "400106"),
          row(
              REJECTED,
              "The robot is muted in this group",
              "An owner of the group lifts the mute.",
              "bot.forbidden.sendMessage",
              "bot.*"),
          row(
              REJECTED,
              "The group belongs to another organisation than the app",
              "Use a group of the app's organisation.",
              "conversation.org.notMatch"),
          row(
              REJECTED,
              "DingTalk does not know this group",
              "Use the openConversationId of a group that the robot is in.",
              "miss.openConversationId",
              "invalid.openConversationId",
              "openConversationId.invalid"),
          row(
              REJECTED,
              "The time to answer this message is over",
              "DingTalk takes answers for 90 minutes. The person must write again.",
              SESSION_EXPIRED,
              "session.notExisted",
              "session.expired"),
          row(
              CONFIGURATION,
              "The card template does not exist or is not published",
              "Publish it on open-dev.dingtalk.com/fe/card, linked to the app, and compare its ID.",
              "template.not.existed",
              "template.stopped",
              "param.templateNotExist",
              "param.templateUnpublished",
              "param.cardTemplateIdEmpty"),
          row(
              REJECTED,
              "DingTalk does not know this card, or knows it already",
              "Nothing: the answer continues as an ordinary message.",
              "param.cardNotExist",
              "param.cardAlreadyExist",
              "param.stream.outTrackId"),
          row(
              CONFIGURATION,
              "DingTalk has no such call at this address",
              "Compare apiBase and oapiBase with https://api.dingtalk.com and"
                  + " https://oapi.dingtalk.com.",
              "error.notFound"),
          row(
              REJECTED,
              "DingTalk does not understand the request",
              OUR_FAULT,
              "invalidParameter.userIds.overMax",
              "invalidParameter.processQueryKeys.overMax",
              "receivers.exceed",
              "invalidParameter.msgKey.empty",
              "invalidParameter.msgKey.invalid",
              "invalidParameter.msgParam.invalid",
              "invalidParameter.msg.unsupport",
              "invalidParameter.param.invalid",
              "invalidParameter.msgBody.invalid",
              "miss.param.*",
              "sendMessage.model.notMatch",
              "unsupported.grant.type",
              "param.*",
              "40035",
              "43004",
              "400105",
              "400402",
              "400403"),
          row(
              UNAVAILABLE,
              "DingTalk is out of order",
              THEIR_FAULT,
              "system.error",
              "system.*",
              "systemError",
              "server.error",
              "unknownError",
              "serviceBusy",
              "send.ding.exception",
              "-1"));

  private ErrorTable() {}

  static Optional<Row> find(String code) {
    return ROWS.stream().filter(row -> row.covers(code)).findFirst();
  }

  /**
   * What an answer without a known code means.
   *
   * @param broken what it is if DingTalk or something in between broke down
   */
  static Row byStatus(int status, Kind broken) {
    return switch (status) {
      case 401 -> row(AUTHENTICATION, "DingTalk refuses the credentials", CREDENTIALS);
      case 403 -> LACKS_PERMISSION;
      case 429 -> pause(2, "DingTalk wants fewer calls");
      default ->
          status >= 500
              ? row(broken, "DingTalk is out of order", THEIR_FAULT)
              : row(
                  REJECTED,
                  "DingTalk refuses this",
                  "This version does not know the code: look DingTalk's words up, and report it.");
    };
  }

  private static Row row(Kind kind, String sentence, String fix, String... codes) {
    return new Row(kind, sentence, fix, Duration.ZERO, List.of(codes));
  }

  private static Row pause(int seconds, String sentence, String... codes) {
    return new Row(
        RATE_LIMITED, sentence, NOTHING_TO_DO, Duration.ofSeconds(seconds), List.of(codes));
  }
}
