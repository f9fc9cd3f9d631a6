package io.nanobot.channel.dingtalk.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MediaKeyTest {
  @Test
  void isReadAsItWasWritten() {
    MediaKey all = new MediaKey(Optional.of("r"), "a/b+c==", Optional.of("other \" code"));
    MediaKey least = new MediaKey(Optional.empty(), "c", Optional.empty());
    assertThat(MediaKey.parse(all.source())).isEqualTo(all);
    assertThat(MediaKey.parse(least.source())).isEqualTo(least);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "null", "{\"robotCode\":\"r\"}", "file:/etc/passwd"})
  void refusesWhatIsNoKey(String source) {
    assertThatIllegalArgumentException().isThrownBy(() -> MediaKey.parse(source));
  }

  @Test
  void showsNoCode() {
    MediaKey key = new MediaKey(Optional.of("robot"), "secret", Optional.of("secret"));
    assertThat(key.toString()).doesNotContain("secret");
  }
}
