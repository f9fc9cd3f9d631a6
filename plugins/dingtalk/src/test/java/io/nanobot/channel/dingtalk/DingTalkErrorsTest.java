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

  private static final NetworkErrors NETWORK = new NetworkErrors(Optional.empty());

  private static Response response(int status, String body) {
    return new Response(status, Json.readObject(body), Optional.empty(), Optional.empty());
  }

  private static ChannelException refused(int status, String body) {
    return refusal(() -> DingTalkErrors.check(response(status, body), ADDRESS, Effect.MESSAGE));
  }

  @ParameterizedTest
  @CsvSource({
    "400, REJECTED",
    "401, AUTHENTICATION",
    "403, PERMISSION",
    "429, RATE_LIMITED",
    "500, UNCERTAIN",
    "503, UNAVAILABLE",
    "504, UNCERTAIN",
    "200, REJECTED"
  })
  void readsUnknownCodesByTheirStatus(int status, Kind kind) {
    assertThat(refused(status, "{\"code\":\"some.new.code\"}").kind()).isEqualTo(kind);
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
    assertThat(NETWORK.noAnswer(ADDRESS, Effect.NONE, new IOException()))
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
    assertThat(NETWORK.noAnswer(ADDRESS, Effect.MESSAGE, new ConnectException()).kind())
        .isEqualTo(Kind.UNAVAILABLE);
    assertThat(NETWORK.noAnswer(ADDRESS, Effect.MESSAGE, new HttpTimeoutException("late")).kind())
        .isEqualTo(Kind.UNCERTAIN);
    assertThat(NETWORK.noAnswer(ADDRESS, Effect.NONE, new HttpTimeoutException("late")).kind())
        .isEqualTo(Kind.UNAVAILABLE);
  }
}
