package io.nanobot.host.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.config.Secret;
import io.nanobot.host.config.ChannelSection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChannelDifferenceTest {
  private record Settings(String id, Secret secret) {}

  private record Faulty(String id) {
    @Override
    public boolean equals(Object other) {
      throw new IllegalStateException("a fault of the plugin");
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  private static final ChannelSection ONE = section("one", "dingtalk", 1, "old");
  private static final ChannelSection TWO = section("two", "dingtalk", 1, "old");

  @Test
  void nothingIsToBeDoneForEqualSections() {
    assertThat(between(List.of(ONE, TWO), List.of(TWO, section("one", "dingtalk", 1, "old"))))
        .matches(ChannelDifference::isEmpty);
  }

  @Test
  void tellsWhatIsAddedAndRemoved() {
    ChannelDifference difference = between(List.of(ONE), List.of(TWO));

    assertThat(difference.removed()).containsExactly("one");
    assertThat(difference.added()).containsExactly(TWO);
    assertThat(difference.changed()).isEmpty();
  }

  @Test
  void aSecretOrACommonKeyChangesItsChannelAlone() {
    ChannelSection secret = section("one", "dingtalk", 1, "new");
    ChannelSection connections = section("two", "dingtalk", 2, "old");

    assertThat(between(List.of(ONE, TWO), List.of(secret, TWO)).changed()).containsExactly(secret);
    assertThat(between(List.of(ONE, TWO), List.of(ONE, connections)).changed())
        .containsExactly(connections);
  }

  @Test
  void anotherTypeIsAnotherChannel() {
    ChannelSection other = section("one", "webchat", 1, "old");
    ChannelDifference difference = between(List.of(ONE), List.of(other));

    assertThat(difference.removed()).containsExactly("one");
    assertThat(difference.added()).containsExactly(other);
  }

  @Test
  void settingsThatCanNotBeComparedAreChanged() {
    ChannelSection first = section("one", 1, new Faulty("a"));
    ChannelSection second = section("one", 1, new Faulty("a"));

    assertThat(between(List.of(first), List.of(second)).changed()).hasSize(1);
  }

  private static ChannelDifference between(
      List<ChannelSection> running, List<ChannelSection> wanted) {
    return ChannelDifference.between(running, wanted);
  }

  private static ChannelSection section(String name, String type, int connections, String secret) {
    return new ChannelSection(
        name,
        type,
        true,
        connections,
        null,
        false,
        Optional.of(new Settings("id", Secret.of(secret))));
  }

  private static ChannelSection section(String name, int connections, Record settings) {
    return new ChannelSection(
        name, "dingtalk", true, connections, null, false, Optional.of(settings));
  }
}
