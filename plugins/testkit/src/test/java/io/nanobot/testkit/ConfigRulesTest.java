package io.nanobot.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;
import io.nanobot.api.config.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigRulesTest {
  record Nested(@Description("A number") int number) {}

  record DeepSecret(@Description("Lists") Map<String, List<Good>> lists) {}

  record Good(
      @Description("A secret") Secret clientSecret,
      @Description("A secret that may be absent") Optional<Secret> token,
      @Description("A time") @Default("5s") Duration pause,
      @Description("Names") List<String> names,
      @Description("More of it") Map<String, Nested> more,
      @Description("Inner") Nested nested) {}

  record KeyOfTheHost(@Description("Whether it is on") boolean enabled) {}

  record Undescribed(String name) {}

  record FullStop(@Description("A name.") String name) {}

  record OpenSecret(@Description("A password") String password) {}

  record UnknownType(@Description("Anything") Object anything) {}

  record OptionalWithDefault(@Description("A name") @Default("x") Optional<String> name) {}

  record BadNested(@Description("Inner") Undescribed nested) {}

  @Test
  void acceptsGoodRecord() {
    assertThatCode(() -> ConfigRules.check(Good.class)).doesNotThrowAnyException();
  }

  @Test
  void findsSecretsHoweverDeep() {
    assertThat(ConfigRules.hasSecrets(Good.class)).isTrue();
    assertThat(ConfigRules.hasSecrets(DeepSecret.class)).isTrue();
    assertThat(ConfigRules.hasSecrets(Nested.class)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        KeyOfTheHost.class,
        Undescribed.class,
        FullStop.class,
        OpenSecret.class,
        UnknownType.class,
        OptionalWithDefault.class,
        BadNested.class,
        String.class
      })
  void refusesBadRecord(Class<?> type) {
    assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> ConfigRules.check(type));
  }
}
