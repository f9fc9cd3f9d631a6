package io.nanobot.channel.dingtalk;

import io.nanobot.api.channel.ChannelContext;
import io.nanobot.api.message.InboundMessage;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** What people press in cards: the stop button is the command {@code /stop} of who has asked. */
final class CardClicks {
  private static final Logger LOG = LoggerFactory.getLogger(CardClicks.class);
  private static final String STOP = "stop";

  private final ChannelContext context;
  private final DingTalkCards cards;
  private final Clock clock;

  CardClicks(ChannelContext context, DingTalkCards cards, Clock clock) {
    this.context = context;
    this.cards = cards;
    this.clock = clock;
  }

  /**
   * Takes one click. The host decides as for any other message whether its sender may.
   *
   * @param frameId of the frame that brought it
   * @param data the frame's JSON
   */
  void clicked(String frameId, String data) {
    Optional<JsonNode> click = Json.readObject(data);
    if (click.filter(CardClicks::isStop).isEmpty()) {
      LOG.debug("A click on a card that is no stop button");
      return;
    }
    Optional<OpenCard> card = Json.text(click.get(), "outTrackId").flatMap(cards::find);
    String presser = Json.id(click.get(), "userId").orElse("");
    if (card.isEmpty()) {
      LOG.debug("The stop button of a card was pressed that is complete");
    } else if (!card.get().asker().is(presser)) {
      LOG.info("The stop button of a card was pressed by somebody who has not asked");
    } else {
      var unused = context.receive(stop(frameId, card.get()));
    }
  }

  private InboundMessage stop(String frameId, OpenCard card) {
    Asker asker = card.asker();
    return InboundMessage.builder(
            "click-" + frameId, card.conversation(), asker.sender(), clock.instant())
        .text("/stop")
        .mentionsBot(true)
        .replyHints(Map.of(DingTalkMessages.STAFF_ID, asker.staffId()))
        .build();
  }

  /** Both are what a template's author may have given the button. */
  private static boolean isStop(JsonNode click) {
    Optional<JsonNode> pressed =
        Json.text(click, "content").flatMap(Json::readObject).map(it -> it.path("cardPrivateData"));
    return pressed
        .filter(
            it ->
                it.path("actionIds").valueStream().anyMatch(id -> id.asString().equals(STOP))
                    || Json.text(it.path("params"), "action").filter(STOP::equals).isPresent())
        .isPresent();
  }
}
