package io.nanobot.channel.dingtalk;

import static io.nanobot.channel.dingtalk.Robot.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelException.Kind;
import io.nanobot.api.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DingTalkConfigTest {
  private static DingTalkConfig config(String secret, String apiBase, Duration pingInterval) {
    return new DingTalkConfig(
        "id",
        Secret.of(secret),
        Optional.empty(),
        URI.create(apiBase),
        URI.create("https://oapi.dingtalk.com"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        5000,
        3000,
        Optional.of(new CardConfig("card.schema", "content", Duration.ofSeconds(1))),
        true,
        false,
        Duration.ofSeconds(10),
        pingInterval);
  }

  private static void assertRefused(DingTalkConfig config, String about) {
    ChannelException refusal = refusal(config::check);
    assertThat(refusal.kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(refusal).hasMessageContaining(about);
  }

  @Test
  void cardsAreNotUpdatedTooOften() throws Exception {
    new CardConfig("card.schema", "content", Duration.ofMillis(200)).check();
    ChannelException refusal =
        refusal(new CardConfig("card.schema", "content", Duration.ofMillis(199))::check);
    assertThat(refusal).hasMessageContaining("card.pause must be 200ms or more");
  }

  @Test
  void anAccountIsAnAppOfOnePlatform() {
    DingTalkChannelFactory factory = new DingTalkChannelFactory();
    Duration ping = Duration.ofSeconds(20);
    Optional<String> account = factory.account(config("s", "https://api.dingtalk.com", ping));

    assertThat(factory.account(config("other", "https://api.dingtalk.com", ping)))
        .isEqualTo(account);
    assertThat(factory.account(config("s", "http://localhost:8080", ping))).isNotEqualTo(account);
    assertThat(account.orElseThrow()).contains("id");
  }

  @Test
  void takesTheDefaults() throws Exception {
    config("secret", "https://api.dingtalk.com", Duration.ofSeconds(20)).check();
  }

  @Test
  void takesPlainHttpToThisMachine() throws Exception {
    config("secret", "http://localhost:8080", Duration.ofSeconds(5)).check();
  }

  @Test
  void refusesEmptySecret() {
    assertRefused(config(" ", "https://api.dingtalk.com", Duration.ofSeconds(20)), "clientSecret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://api.dingtalk.com", "api.dingtalk.com", "https:/v1", "ftp://x"})
  void refusesAddressThatWouldShowTheSecret(String address) {
    assertRefused(config("secret", address, Duration.ofSeconds(20)), "apiBase");
  }

  @Test
  void refusesPingsThatCutGoodLinks() {
    assertRefused(
        config("secret", "https://api.dingtalk.com", Duration.ofMillis(4999)), "pingInterval");
  }

  @Test
  void namesCertificateFileThatIsMissing(@TempDir Path folder) {
    ChannelException refusal =
        refusal(() -> TrustedCertificates.sslContext(Optional.of(folder.resolve("ca.pem"))));
    assertThat(refusal.kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(refusal).hasMessageContainingAll("trustedCertificates", "ca.pem", "no such file");
  }

  @Test
  void namesCertificateFileWithoutCertificate(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("ca.pem"), "hello");
    assertThat(refusal(() -> TrustedCertificates.sslContext(Optional.of(file))))
        .hasMessageContaining("holds no certificate");
  }
}
