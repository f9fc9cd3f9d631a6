package io.nanobot.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
  private record Config(String clientId, Secret clientSecret) {}

  @Test
  void showsItselfOnlyOnRequest() {
    Config config = new Config("id", Secret.of("s3cr3t"));

    assertThat(config.toString()).contains("****").doesNotContain("s3cr3t");
    assertThat(config.clientSecret().reveal()).isEqualTo("s3cr3t");
  }

  @Test
  void isEqualToTheSameSecret() {
    assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).hasSameHashCodeAs(Secret.of("a"));
    assertThat(Secret.of("a")).isNotEqualTo(Secret.of("b"));
  }
}
