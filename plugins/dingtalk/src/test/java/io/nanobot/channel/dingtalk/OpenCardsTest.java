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
  @TempDir private Path folder;

  @Test
  void findsWhatAnEarlierProcessHasNoted() {
    Asker asker = new Asker("42", List.of(new Identity("unionId", "u42")));
    OpenCard card = new OpenCard("card1", Conversation.group("cid1", ""), asker, true, "key1");
    new OpenCards(folder).opened("m1", card);

    assertThat(new OpenCards(folder).find("m1")).contains(card);
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
    assertThat(new OpenCards(folder).ofCard("card1"))
        .contains(new OpenCard("card1", Conversation.direct("42"), asker, true, "key1"));
  }
}
