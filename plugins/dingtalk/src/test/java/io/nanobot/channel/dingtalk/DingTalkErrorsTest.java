package io.nanobot.channel.dingtalk;

import static io.nanobot.channel.dingtalk.Robot.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelException.Kind;
import io.nanobot.channel.dingtalk.DingTalkHttp.Effect;
import io.nanobot.channel.dingtalk.DingTalkHttp.Response;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DingTalkErrorsTest {
  private static final URI ADDRESS = URI.create("https://api.dingtalk.com/secret?token=t0ken");

  private static Response response(int status, String body) {
    return new Response(status, Json.readObject(body), Optional.empty());
  }

  private static ChannelException refused(int status, String body) {
    return refusal(() -> DingTalkErrors.check(response(status, body), ADDRESS, Effect.MESSAGE));
  }

  @ParameterizedTest
  @CsvSource({
    "401, authFailed, AUTHENTICATION",
    "400, invalidClientIdOrSecret, AUTHENTICATION",
    "400, InvalidAuthentication, AUTHENTICATION",
    "403, Forbidden.AccessDenied.AccessTokenPermissionDenied, PERMISSION",
    "403, Forbidden.AccessDenied.IpNotInWhiteList, PERMISSION",
    "403, Forbidden.AccessDenied.ApiCountLimitForOrg, PERMISSION",
    "403, Forbidden.AccessDenied.QpsLimitForApi, RATE_LIMITED",
    "403, Forbidden.AccessDenied.QpmLimitForAppkeyAndApi, RATE_LIMITED",
    "429, systemBusy, RATE_LIMITED",
    "400, send.too.fast, RATE_LIMITED",
    "400, contain.notAllowed.text, REJECTED",
    "400, staffId.notExisted, REJECTED",
    "400, group.disbanded, REJECTED",
    "400, invalidParameter.msgParam.tooLong, REJECTED",
    "400, invalidParameter.robotCode.auth, PERMISSION",
    "400, some.new.code, REJECTED",
    "500, system.error, UNAVAILABLE",
    "503, serviceBusy, UNAVAILABLE",
    "500, some.new.code, UNCERTAIN",
    "504, some.new.code, UNCERTAIN",
    "503, some.new.code, UNAVAILABLE",
    "403, some.new.code, PERMISSION"
  })
  void classifiesCodesOfTheNewApi(int status, String code, Kind kind) {
    String body = "{\"code\":\"%s\",\"message\":\"错误\",\"requestid\":\"R-1\"}".formatted(code);
    ChannelException refusal = refused(status, body);
    assertThat(refusal.kind()).isEqualTo(kind);
    assertThat(refusal).hasMessageContainingAll(code, "错误", "R-1");
  }

  @ParameterizedTest
  @CsvSource({
    "40089, AUTHENTICATION",
    "90018, RATE_LIMITED",
    "410100, RATE_LIMITED",
    "90020, PERMISSION",
    "430102, REJECTED",
    "460101, REJECTED",
    "400013, REJECTED",
    "-1, UNAVAILABLE",
    "999999, REJECTED"
  })
  void classifiesErrcodesInSuccessfulAnswers(int errcode, Kind kind) {
    assertThat(refused(200, "{\"errcode\":%d,\"errmsg\":\"x\"}".formatted(errcode)).kind())
        .isEqualTo(kind);
  }

  @Test
  void takesErrcodeZeroForSuccess() throws Exception {
    Response ok = response(200, "{\"errcode\":0,\"errmsg\":\"ok\"}");
    assertThat(DingTalkErrors.check(ok, ADDRESS, Effect.MESSAGE)).isSameAs(ok);
  }

  @Test
  void namesTheMissingPermission() {
    assertThat(
            refused(
                403,
                "{\"code\":\"Forbidden.AccessDenied.AccessTokenPermissionDenied\","
                    + "\"accessdenieddetail\":{\"requiredScopes\":[\"qyapi_robot_sendmsg\"]}}"))
        .hasMessageContaining("lacks a permission: qyapi_robot_sendmsg");
  }

  @Test
  void blockedAddressIsRateLimitedForFiveMinutes() {
    ChannelException refusal = refused(200, "{\"status\":1111,\"wait\":5,\"punish\":\"deny\"}");
    assertThat(refusal.kind()).isEqualTo(Kind.RATE_LIMITED);
    assertThat(refusal.retryAfter()).contains(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @CsvSource({
    "200, UNAVAILABLE",
    "400, UNAVAILABLE",
    "429, RATE_LIMITED",
    "500, UNCERTAIN",
    "502, UNCERTAIN",
    "503, UNAVAILABLE",
    "504, UNCERTAIN"
  })
  void readsPagesOfOthersByTheirStatus(int status, Kind kind) {
    ChannelException refusal = refused(status, "<html>nginx</html>");
    assertThat(refusal.kind()).isEqualTo(kind);
    assertThat(refusal).hasMessageContaining("api.dingtalk.com");
    assertThat(refusal.hint()).contains("proxy");
  }

  @Test
  void brokenGatewayHasDoneNothingWhereNothingIsDone() {
    Response broken = response(500, "{\"code\":\"some.new.code\"}");
    assertThat(refusal(() -> DingTalkErrors.check(broken, ADDRESS, Effect.NONE)).kind())
        .isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void tellsNoSecretOfTheAddress() {
    assertThat(refused(502, "")).message().doesNotContain("t0ken");
    assertThat(DingTalkErrors.noAnswer(ADDRESS, Effect.NONE, new IOException()))
        .message()
        .doesNotContain("t0ken");
  }

  @Test
  void cleansWhatDingTalkSays() {
    assertThat(refused(400, "{\"code\":\"x\",\"message\":\"two\\nlines\\u001b[31m\"}"))
        .message()
        .doesNotContain("\n", "\u001b");
  }

  @Test
  void tellsRefusedConnectionFromLostAnswer() {
    assertThat(DingTalkErrors.noAnswer(ADDRESS, Effect.MESSAGE, new ConnectException()).kind())
        .isEqualTo(Kind.UNAVAILABLE);
    assertThat(
            DingTalkErrors.noAnswer(ADDRESS, Effect.MESSAGE, new HttpTimeoutException("late"))
                .kind())
        .isEqualTo(Kind.UNCERTAIN);
    assertThat(
            DingTalkErrors.noAnswer(ADDRESS, Effect.NONE, new HttpTimeoutException("late")).kind())
        .isEqualTo(Kind.UNAVAILABLE);
  }
}
