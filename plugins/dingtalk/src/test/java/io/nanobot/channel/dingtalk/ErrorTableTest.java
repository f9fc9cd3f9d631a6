package io.nanobot.channel.dingtalk;

import static io.nanobot.channel.dingtalk.Robot.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelException.Kind;
import io.nanobot.channel.dingtalk.DingTalkHttp.Effect;
import io.nanobot.channel.dingtalk.DingTalkHttp.Response;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Each code that dingtalk-protocol.md and dingtalk-peers.md tell of, with what is made of it. */
final class ErrorTableTest {
  private static final URI SEND =
      URI.create("https://api.dingtalk.com/v1.0/robot/oToMessages/batchSend");

  @SuppressWarnings("UnusedVariable") // by name
  private static final List<ErrorTable.Row> ROWS =
      Stream.concat(ErrorTable.ROWS.stream(), Stream.of(ErrorTable.CARD_NOT_WRITTEN)).toList();

  private static ChannelException refused(int status, String body) {
    Response response =
        new Response(status, Json.readObject(body), Optional.empty(), Optional.empty());
    return refusal(() -> DingTalkErrors.check(response, SEND, Effect.MESSAGE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # 1.3 opening a connection, 6 tokens
          401 | authFailed                                        | AUTHENTICATION | refuses the credentials
          400 | invalidClientIdOrSecret                           | AUTHENTICATION | refuses the credentials
          400 | invalid.client                                    | AUTHENTICATION | refuses the credentials
          401 | unauthorized.client                               | AUTHENTICATION | refuses the credentials
          400 | unsupported.grant.type                            | REJECTED       | does not understand the request
          500 | server.error                                      | UNAVAILABLE    | out of order
          400 | InvalidAuthentication                             | AUTHENTICATION | just given out
          503 | serviceBusy                                       | UNAVAILABLE    | out of order
          # 5.6 robotCode
          400 | invalidParameter.robotCode.empty                  | PERMISSION     | does not belong to this app
          400 | invalidParameter.robotCode.auth                   | PERMISSION     | does not belong to this app
          400 | invalidParameter.robotCode.coolApp                | PERMISSION     | does not belong to this app
          400 | invalidParameter.robotCode.notExsit               | PERMISSION     | does not belong to this app
          400 | invalidParameter.robotCode.missing                | PERMISSION     | does not belong to this app
          400 | invalidParameter.robotCode.invalid                | PERMISSION     | does not belong to this app
          400 | invalidParameter.robotCode.downloadCode           | REJECTED       | this file any more
          400 | resource.not.found                                | PERMISSION     | not published
          400 | resource.unavailable                              | PERMISSION     | not published
          400 | unauthorized                                      | PERMISSION     | lacks a permission
          400 | auth.error                                        | PERMISSION     | lacks a permission
          # 5.6 receivers
          400 | invalidParameter.userIds.empty                    | REJECTED       | the receiver
          400 | invalidParameter.userIds.invalid                  | REJECTED       | the receiver
          400 | invalidParameter.userIds.overMax                  | REJECTED       | does not understand the request
          400 | invalidParameter.userId.empty                     | REJECTED       | the receiver
          400 | staffId.notExisted                                | REJECTED       | the receiver
          400 | illegal.receivers                                 | REJECTED       | the receiver
          400 | receivers.exceed                                  | REJECTED       | does not understand the request
          400 | chatbotId.notAllow.sendOTO                        | PERMISSION     | have not written first
          400 | robot.oto.notExist                                | REJECTED       | no 1:1 conversation
          # 5.6 group
          400 | miss.openConversationId                           | REJECTED       | does not know this group
          400 | invalid.openConversationId                        | REJECTED       | does not know this group
          400 | openConversationId.invalid                        | REJECTED       | does not know this group
          400 | group.disbanded                                   | REJECTED       | does not exist any more
          400 | bot.stopped                                       | REJECTED       | stopped in this group
          400 | bot.forbidden.sendMessage                         | REJECTED       | muted
          400 | conversation.org.notMatch                         | REJECTED       | another organisation
          # 5.4 taking messages back
          400 | robot.processQueryKey.expired                     | REJECTED       | too late to take
          400 | invalid.processQueryKey                           | REJECTED       | that is to be taken back
          400 | notRevoke.all.messages                            | REJECTED       | that is to be taken back
          400 | invalidParameter.processQueryKeys.overMax         | REJECTED       | does not understand the request
          400 | invalidParameter.robotCode                        | PERMISSION     | does not belong to this app
          400 | not.allowed.robotCode                             | PERMISSION     | does not belong to this app
          400 | miss.chatbotId                                    | PERMISSION     | does not belong to this app
          # 5.6 message
          400 | invalidParameter.msgKey.empty                     | REJECTED       | does not understand the request
          400 | invalidParameter.msgKey.invalid                   | REJECTED       | does not understand the request
          400 | invalidParameter.msgParam.invalid                 | REJECTED       | does not understand the request
          400 | invalidParameter.msgParam.tooLong                 | REJECTED       | too long
          400 | invalidParameter.msg.unsupport                    | REJECTED       | does not understand the request
          400 | invalidParameter.param.invalid                    | REJECTED       | does not understand the request
          400 | invalidParameter.msgBody.invalid                  | REJECTED       | does not understand the request
          400 | miss.param.text                                   | REJECTED       | does not understand the request
          400 | sendMessage.model.notMatch                        | REJECTED       | does not understand the request
          # 5.6 token and template
          400 | invalidParameter.token.invalid                    | AUTHENTICATION | just given out
          400 | token.notExisted                                  | AUTHENTICATION | just given out
          400 | template.not.existed                              | CONFIGURATION  | card template
          400 | template.stopped                                  | CONFIGURATION  | card template
          400 | session.notExisted                                | REJECTED       | time to answer
          400 | session.expired                                   | REJECTED       | time to answer
          # 5.6 speed, content, and DingTalk's own faults
          400 | send.too.fast                                     | RATE_LIMITED   | fewer messages
          400 | send.byToken.tooFast                              | RATE_LIMITED   | fewer messages
          400 | too.many.group                                    | RATE_LIMITED   | fewer messages
          400 | too.many.people                                   | RATE_LIMITED   | fewer messages
          400 | send.forbidden                                    | RATE_LIMITED   | fewer messages
          400 | contain.unsafe.url                                | REJECTED       | content rules
          400 | contain.notAllowed.text                           | REJECTED       | content rules
          400 | contain.notAllowed.picture                        | REJECTED       | content rules
          400 | contain.notAllowed.content                        | REJECTED       | content rules
          500 | system.error                                      | UNAVAILABLE    | out of order
          500 | send.ding.exception                               | UNAVAILABLE    | out of order
          # 8 cards
          400 | param.empty                                       | REJECTED       | does not understand the request
          400 | param.outTrackIdEmpty                             | REJECTED       | does not understand the request
          400 | param.openSpaceIdEmpty                            | REJECTED       | does not understand the request
          400 | param.openSpaceIdInvalid                          | REJECTED       | does not understand the request
          400 | param.openDeliverModelEmpty                       | REJECTED       | does not understand the request
          400 | param.openDeliverModelError                       | REJECTED       | does not understand the request
          400 | param.openSpaceModelInvalid                       | REJECTED       | does not understand the request
          400 | param.cardTemplateIdEmpty                         | CONFIGURATION  | card template
          400 | param.userIdEmpty                                 | REJECTED       | the receiver
          400 | param.userIdNotExist                              | REJECTED       | the receiver
          400 | param.cardPublicDataEmpty                         | REJECTED       | does not understand the request
          400 | param.contentUnsafe                               | REJECTED       | content rules
          400 | param.cardNotExist                                | REJECTED       | this card
          400 | param.cardAlreadyExist                            | REJECTED       | this card
          400 | param.templateNotExist                            | CONFIGURATION  | card template
          400 | param.templateUnpublished                         | CONFIGURATION  | card template
          400 | param.invalid                                     | REJECTED       | does not understand the request
          400 | param.stream.outTrackId                           | REJECTED       | this card
          400 | param.stream.content                              | REJECTED       | too long
          500 | unknownError                                      | UNAVAILABLE    | out of order
          # 10 limits and general codes
          403 | Forbidden.AccessDenied.QpsLimitForAppkeyAndApi    | RATE_LIMITED   | this second
          403 | Forbidden.AccessDenied.QpsLimitForApi             | RATE_LIMITED   | this second
          403 | Forbidden.AccessDenied.QpsLimitForSuitekeyAndOrgAndApi | RATE_LIMITED | this second
          403 | Forbidden.AccessDenied.QpmLimitForAppkeyAndApi    | RATE_LIMITED   | this minute
          403 | Forbidden.AccessDenied.QpmLimitForSuitekeyAndOrgAndApi | RATE_LIMITED | this minute
          429 | system.busy                                       | RATE_LIMITED   | busy
          429 | systemBusy                                        | RATE_LIMITED   | busy
          500 | system.busy                                       | RATE_LIMITED   | busy
          403 | Forbidden.AccessDenied.AccessTokenPermissionDenied | PERMISSION    | lacks a permission
          403 | Forbidden.AccessDenied.IpNotInWhiteList           | PERMISSION     | this server's address
          400 | ipNotInWhiteList                                  | PERMISSION     | this server's address
          403 | Forbidden.AccessDenied.ApiCountLimitForOrg        | PERMISSION     | monthly quota
          400 | orgAuthLevelNotEnough                             | PERMISSION     | certification
          404 | error.notFound                                    | CONFIGURATION  | no such call
          """)
  void tellsWhatACodeOfTheNewApiMeans(int status, String code, Kind kind, String words) {
    assertTold(
        refused(
            status, "{\"code\":\"%s\",\"message\":\"错误\",\"requestid\":\"R-1\"}".formatted(code)),
        code,
        kind,
        words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # 4.2 session webhooks
          300001 | REJECTED       | time to answer
          400402 | REJECTED       | does not understand the request
          400403 | REJECTED       | does not understand the request
          40035  | REJECTED       | does not understand the request
          43004  | REJECTED       | does not understand the request
          400013 | REJECTED       | does not exist any more
          400102 | REJECTED       | stopped in this group
          400105 | REJECTED       | does not understand the request
          400106 | REJECTED       | stopped in this group
          410100 | RATE_LIMITED   | this minute
          430101 | REJECTED       | content rules
          430102 | REJECTED       | content rules
          430103 | REJECTED       | content rules
          430104 | REJECTED       | content rules
          310000 | REJECTED       | security setting
          460101 | REJECTED       | too long
          101002 | REJECTED       | too long
          -1     | UNAVAILABLE    | out of order
          # 7 uploads
          40004  | REJECTED       | this type of file
          40006  | REJECTED       | too large for DingTalk, or empty
          40007  | REJECTED       | does not know the file
          # 6 and 10 the old API
          40089  | AUTHENTICATION | refuses the credentials
          40001  | AUTHENTICATION | refuses the credentials
          40014  | AUTHENTICATION | just given out
          42001  | AUTHENTICATION | just given out
          90018  | RATE_LIMITED   | this second
          90002  | RATE_LIMITED   | this second
          90020  | PERMISSION     | monthly quota
          90003  | PERMISSION     | suspended
          60011  | PERMISSION     | lacks a permission
          60020  | PERMISSION     | this server's address
          88     | PERMISSION     | lacks a permission
          33012  | REJECTED       | the receiver
          50002  | REJECTED       | the receiver
          60121  | REJECTED       | the receiver
          """)
  void tellsWhatAnErrcodeMeans(String errcode, Kind kind, String words) {
    assertTold(
        refused(
            200, "{\"errcode\":%s,\"errmsg\":\"错误\",\"request_id\":\"R-1\"}".formatted(errcode)),
        errcode,
        kind,
        words);
  }

  private static void assertTold(ChannelException refusal, String code, Kind kind, String words) {
    assertThat(refusal.kind()).isEqualTo(kind);
    assertThat(refusal).hasMessageContainingAll(words, code, "错误", "R-1");
    assertThat(refusal.hint()).as("what to do").isNotBlank();
    assertThat(refusal.retryAfter().isPresent()).isEqualTo(kind == Kind.RATE_LIMITED);
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void documentsEachMeaningWithAllOfItsCodes(ErrorTable.Row row) throws Exception {
    String line =
        Files.readAllLines(Path.of("..", "..", "docs", "dingtalk.md")).stream()
            .filter(it -> it.startsWith("| " + row.sentence()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("not in docs/dingtalk.md: " + row.sentence()));
    assertThat(line)
        .contains(row.codes().stream().map(it -> "`" + it + "`").toList())
        .endsWith("| %s |".formatted(row.fix()));
  }

  @Test
  void looksIntoAnAnswerThatWrapsAnother() {
    ChannelException refusal =
        refused(
            200,
            "{\"errcode\":88,\"sub_code\":\"60011\",\"sub_msg\":\"应用尚未开通所需的权限：[qyapi_get_member]，"
                + "点击链接申请并开通即可：https://open-dev.dingtalk.com/appscope/apply?content=dingabc%23qyapi_get_member\","
                + "\"errmsg\":\"ding talk error\"}");
    assertThat(refusal).hasMessageContaining("lacks a permission: qyapi_get_member (60011");
    assertThat(refusal.hint())
        .contains(
            "https://open-dev.dingtalk.com/appscope/apply?content=dingabc%23qyapi_get_member");
    Response wrapped =
        new Response(
            200,
            Json.readObject("{\"errcode\":88,\"sub_code\":\"40014\"}"),
            Optional.empty(),
            Optional.empty());
    assertThat(DingTalkErrors.tokenInvalid(wrapped)).isTrue();
  }

  @Test
  void guessesThePermissionThatDingTalkDoesNotName() {
    assertThat(refused(403, "{\"code\":\"Forbidden.AccessDenied\"}"))
        .hasMessageContaining("lacks a permission, probably qyapi_robot_sendmsg (");
  }

  @Test
  void keepsTheWordsOfACodeThatItDoesNotKnow() {
    ChannelException refusal = refused(400, "{\"code\":\"brand.new\",\"message\":\"全新的错误\"}");
    assertThat(refusal.kind()).isEqualTo(Kind.REJECTED);
    assertThat(refusal).hasMessageContaining("(brand.new, 全新的错误)");
  }

  @Test
  void keepsThemBounded() {
    assertThat(refused(400, "{\"code\":\"new\",\"message\":\"%s\"}".formatted("词 ".repeat(5_000))))
        .message()
        .hasSizeLessThan(300);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          不合法的access_token: 0a1b2c3d4e5f
          POST https://oapi.dingtalk.com/robot/sendBySession?session=0a1b2c3d4e5f failed
          ticket=0a1b2c3d4e5f is not known
          {'appSecret':'0a1b2c3d4e5f'}
          client_secret = 0a1b2c3d4e5f
          what is 0a1b2c3d4e5f-0a1b2c3d4e5f-0a1b2c3d4e5f
          """)
  void hidesSecretsThatDingTalkQuotes(String words) {
    String body = Json.write(Json.object().put("code", "new").put("message", words));
    assertThat(refused(400, body)).message().doesNotContain("0a1b2c3d4e5f").contains("***");
  }

  @Test
  void pauseIsWhatDingTalkNamesOrElseWhatFitsTheLimit() {
    String body = "{\"code\":\"Forbidden.AccessDenied.QpmLimitForAppkeyAndApi\"}";
    assertThat(refused(403, body).retryAfter()).contains(Duration.ofMinutes(1));
    Response named = new Response(403, Json.readObject(body), Optional.of("7"), Optional.empty());
    assertThat(DingTalkErrors.pause(named)).contains(Duration.ofSeconds(7));
  }
}
