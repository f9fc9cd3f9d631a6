package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressesTest {
  private static final URI OAPI = URI.create("https://localhost:8443");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost:8443/robot/sendBySession?session=1",
        "https://oapi.dingtalk.com/robot/sendBySession?session=1",
        "https://OAPI.DingTalk.com/robot/sendBySession?session=1",
        "https://oapi.dingtalk.io/robot/sendBySession?session=1"
      })
  void webhooksAreAtDingTalkOrWhereTheConfigurationSays(String webhook) {
    assertThat(Addresses.webhook(webhook, OAPI)).contains(URI.create(webhook));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/robot",
        "https://dingtalk.com.evil.example/robot",
        "https://evildingtalk.com/robot",
        "https://evildingtalk.io/robot",
        "https://oapi.dingtalk.com@evil.example/robot",
        "http://oapi.dingtalk.com/robot",
        "https://localhost:9443/robot",
        "http://localhost:8443/robot",
        "no address",
        ""
      })
  void otherWebhooksAreNotUsed(String webhook) {
    assertThat(Addresses.webhook(webhook, OAPI)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://oss.aliyuncs.com/a.file?Signature=x%2B, https://oss.aliyuncs.com/a.file?Signature=x%2B",
    "http://down.dingtalk.com/a, https://down.dingtalk.com/a",
    "https://a.example/b, https://a.example/b",
    "http://127.0.0.1:80/b, http://127.0.0.1:80/b",
    "http://8.134.254.49:30000/b, http://8.134.254.49:30000/b",
    "http://aliyuncs.com.evil.example/b, http://aliyuncs.com.evil.example/b"
  })
  void filesOfDingTalksStorageAreFetchedByHttps(String given, String fetched) {
    assertThat(Addresses.file(given)).contains(URI.create(fetched));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no address", "file.txt"})
  void whatIsNoAddressIsNone(String given) {
    assertThat(Addresses.file(given)).isEmpty();
  }

  @Test
  void baseMayEndWithSlash() {
    assertThat(Addresses.at(URI.create("https://a.example/"), "/v1"))
        .isEqualTo(Addresses.at(URI.create("https://a.example"), "/v1"))
        .hasToString("https://a.example/v1");
  }
}
