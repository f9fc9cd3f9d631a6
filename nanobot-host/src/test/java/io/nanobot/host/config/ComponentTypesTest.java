package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ComponentTypesTest {
  @Test
  void fillsInEveryAbsentComponent() throws ConfigException {
    assertThat(Given.everything(""))
        .isEqualTo(
            new Given.Everything(
                "t",
                true,
                7,
                8_000_000_000L,
                0.5,
                Given.Mode.PLAIN_TEXT,
                Duration.ofSeconds(10),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                new Given.Retry(3, Duration.ofMinutes(1)),
                List.of(1, 2),
                Map.of()));
  }

  @Test
  void bindsEveryKindOfComponent() throws ConfigException {
    Given.Everything bound =
        Given.everything(
            """
            , "flag": false, "number": -1, "big": 9000000000, "ratio": 2, "mode": "AUTO",
            "timeout": "PT1M30S", "folder": "~/data", "url": "https://example.com/x",
            "token": "t0k3n", "words": ["a", "b"], "headers": {"h": "v"},
            "retries": [{"pause": "1s"}], "retry": {"pause": "2s", "times": 1},
            "fallback": {"pause": "3s"}, "levels": [], "byName": {"n": {"pause": "4s"}}
            """);
    assertThat(bound.flag()).isFalse();
    assertThat(bound.ratio()).isEqualTo(2.0);
    assertThat(bound.mode()).isEqualTo(Given.Mode.AUTO);
    assertThat(bound.timeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(bound.folder()).contains(Path.of(System.getProperty("user.home"), "data"));
    assertThat(bound.url()).contains(URI.create("https://example.com/x"));
    assertThat(bound.token().orElseThrow().reveal()).isEqualTo("t0k3n");
    assertThat(bound.retries()).containsExactly(new Given.Retry(3, Duration.ofSeconds(1)));
    assertThat(bound.retry()).contains(new Given.Retry(1, Duration.ofSeconds(2)));
    assertThat(bound.levels()).isEmpty();
    assertThat(bound.byName()).containsEntry("n", new Given.Retry(3, Duration.ofSeconds(4)));
  }

  @Test
  void takesANumberWithoutFractionAsAWholeNumber() throws ConfigException {
    assertThat(Given.everything(", \"number\": 8.0").number()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "10s, PT10S",
    "2m, PT2M",
    "1h, PT1H",
    "3d, PT72H",
    "0s, PT0S",
    "PT1H2M3.5S, PT1H2M3.5S",
    "P1DT1H, PT25H"
  })
  void readsDurations(String written, Duration expected) throws ConfigException {
    assertThat(Given.everything(", \"timeout\": \"" + written + "\"").timeout())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10",
        "10 s",
        "-1s",
        "s",
        "1w",
        "P",
        "PT",
        "P1W",
        "PT-1S",
        "10s\\n",
        "999999999999999d"
      })
  void refusesWhatIsNoDuration(String written) {
    assertThat(Given.problems(Given.all(", \"timeout\": \"" + written + "\"")))
        .singleElement()
        .asString()
        .startsWith("channels.all.timeout: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xAAA", "AAAx", "aaa\\n", "A"})
  void matchesPatternsAgainstTheWholeText(String written) {
    assertThat(Given.problems(Given.all(", \"words\": [\"" + written + "\"]"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        WithObject.class,
        WithSet.class,
        WithRawList.class,
        WithNumberKeys.class,
        WithItself.class,
        WithBadPattern.class,
        WithArray.class
      })
  void refusesRecordsThatCanNotBeDescribed(Class<? extends Record> type) {
    assertThatThrownBy(() -> new SectionType("x", type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(type.getName());
  }

  @Test
  void refusesADefaultThatIsNoJson() {
    SectionType type = new SectionType("x", WithBadDefault.class);
    assertThatThrownBy(() -> new ConfigSchema(List.of(type), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("WithBadDefault.number has the default seven");
  }

  record WithObject(Object anything) {}

  record WithSet(Set<String> names) {}

  @SuppressWarnings("rawtypes")
  record WithRawList(List names) {}

  record WithNumberKeys(Map<Integer, String> names) {}

  record WithItself(List<WithItself> children) {}

  record WithBadPattern(@Pattern("(") String text) {}

  @SuppressWarnings("ArrayRecordComponent")
  record WithArray(String[] texts) {}

  record WithBadDefault(@Default("seven") int number) {}
}
