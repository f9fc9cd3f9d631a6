package io.nanobot.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApiVersionTest {
  @Test
  void isTheVersionOfTheBuild() {
    assertThat(ApiVersion.current()).matches("\\d+\\.\\d+\\.\\d+(-.+)?");
  }

  @Test
  void stableVersionHasNoQualifier() {
    assertThat(ApiVersion.stable()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(ApiVersion.current()).startsWith(ApiVersion.stable());
  }
}
