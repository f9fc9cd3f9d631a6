package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenCardsTest {
  private static final OpenCard CARD =
      new OpenCard(
          "card1",
          Conversation.group("cid1", ""),
          new Asker("42", List.of(new Identity("unionId", "u42"))),
          true,
          "key1");

  @TempDir private Path folder;

  private OpenCards in(String process) {
    return new OpenCards(folder, process);
  }

  @Test
  void findsWhatAnEarlierProcessHasNoted() {
    in("first").opened("m1", CARD);

    assertThat(in("second").find("m1")).contains(CARD);
  }

  @Test
  void isLeftOverByAnEarlierProcessAndNotByThisOne() {
    in("first").opened("m1", CARD);

    assertThat(in("first").leftOver()).isEmpty();
    assertThat(in("second").leftOver()).containsExactly("m1");
  }

  @Test
  void isNotLeftOverAnyMoreWhenThisProcessHasGoneOnWithIt() {
    in("first").opened("m1", CARD);
    OpenCards second = in("second");
    second.goneOnWith("m1");

    assertThat(second.leftOver()).isEmpty();
    assertThat(second.leftOver("m1")).isEmpty();
    assertThat(in("second").leftOver()).as("by another channel").isEmpty();
    assertThat(in("third").leftOver()).containsExactly("m1");
  }

  @Test
  void staysLeftOverWhenAnotherCardIsNoted() {
    in("first").opened("m1", CARD);
    in("second").opened("m2", CARD);

    assertThat(in("second").leftOver()).containsExactly("m1");
  }

  @Test
  void whatWasLeftIsLeftOverForTheSameProcessAsWell() {
    OpenCards first = in("first");
    first.opened("m1", CARD);
    first.leave("m1", CARD, "the end");

    assertThat(in("first").leftOver()).hasSize(1);
  }

  @Test
  void readsWhatAnEarlierVersionHasNoted() throws Exception {
    Files.writeString(
        folder.resolve("open-cards.json"),
        """
        {"cards":[{"message":"m1","card":"card1","group":false,"conversation":"42",
                   "asker":"42","shown":true,"carrier":"key1"}]}
        """);

    Asker asker = new Asker("42", List.of());
    OpenCards cards = in("first");
    assertThat(cards.ofCard("card1"))
        .contains(new OpenCard("card1", Conversation.direct("42"), asker, true, "key1"));
    assertThat(cards.leftOver()).containsExactly("m1");
  }
}
