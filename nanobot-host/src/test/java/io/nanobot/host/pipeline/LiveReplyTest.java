package io.nanobot.host.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nanobot.api.agent.ReplyStream;
import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Connection;
import io.nanobot.api.channel.Receipt;
import io.nanobot.api.channel.StreamingReplies;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.host.store.MessageStore.Appended;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.jdbc.JdbcMessageStore;
import io.nanobot.host.store.jdbc.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveReplyTest {
  private static final InboundMessage QUESTION = Messages.inbound("m1", "42", "hello");

  @TempDir private Path folder;
  private JdbcMessageStore store;
  private LiveReplies live;
  private final WorkingChannels channels = new WorkingChannels();
  private final ShowingChannel channel = new ShowingChannel();
  private TurnReply reply;

  @BeforeEach
  void create() {
    store = SqliteStore.open(folder);
    live = new LiveReplies(store, channels);
    channels.add("dingtalk", () -> Optional.of(channel));
    reply = new TurnReply("dingtalk", QUESTION, live::begin);
  }

  @AfterEach
  void stop() {
    live.close();
    store.close();
  }

  @Test
  void showsAllOfTheTextSoFarUnderTheIdOfTheCompleteMessage() throws Exception {
    ReplyStream stream = reply.stream();
    stream.append("It ");
    await().until(() -> channel.drafts().equals(List.of("It ")));
    stream.append("rains");
    await().until(() -> channel.drafts().equals(List.of("It ", "It rains")));
    stream.close();

    OutboundMessage complete = complete(reply).get(0);
    assertThat(complete.markdown()).isEqualTo("It rains");
    assertThat(channel.shown).extracting(OutboundMessage::id).containsOnly(complete.id());
    assertThat(complete.inReplyTo()).contains("m1");
  }

  @Test
  void handsTheChannelsHintsBackWithEveryFurtherDraftAndTheCompleteMessage() throws Exception {
    ReplyStream stream = reply.stream();
    stream.append("a");
    await().until(() -> channel.shown.size() == 1);
    stream.append("b");
    await().until(() -> channel.shown.size() == 2);

    assertThat(channel.shown.get(0).replyHints()).doesNotContainKey("card");
    assertThat(channel.shown.get(1).replyHints()).containsEntry("card", "card-1");
    assertThat(complete(reply).get(0).replyHints())
        .containsEntry("card", "card-1")
        .containsKey("sessionWebhook");
  }

  @Test
  void leavesOutWhatComesFasterThanTheChannelWants() throws Exception {
    channel.pause = Optional.of(Duration.ofHours(1));
    ReplyStream stream = reply.stream();
    stream.append("a");
    await().until(() -> channel.shown.size() == 1);
    await().until(LiveReplyTest::nobodyIsShowing);
    for (int i = 0; i < 1_000; i++) {
      stream.append("b");
    }

    assertThat(complete(reply).get(0).markdown()).hasSize(1_001);
    assertThat(channel.drafts()).containsExactly("a");
  }

  private static boolean nobodyIsShowing() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(it -> it.getKey().getName().startsWith("live-"))
        .flatMap(it -> Stream.of(it.getValue()))
        .noneMatch(frame -> frame.getClassName().equals(LiveReply.class.getName()));
  }

  @Test
  void theAgentNeverWaitsForTheChannel() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    channel.before = slow::await;
    ReplyStream stream = reply.stream();
    for (int i = 0; i < 1_000; i++) {
      stream.append("b");
    }
    await().until(() -> channel.asked.size() == 1);
    slow.countDown();

    await().until(() -> channel.drafts().stream().anyMatch(it -> it.length() == 1_000));
    assertThat(channel.drafts().size()).isLessThanOrEqualTo(2);
  }

  @Test
  void theCompleteMessageWaitsForTheDraftThatIsOnItsWay() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    channel.before = slow::await;
    reply.stream().append("a");
    await().until(() -> channel.asked.size() == 1);
    Thread later = new Thread(slow::countDown);
    later.start();

    assertThat(complete(reply).get(0).replyHints()).containsEntry("card", "card-1");
  }

  @Test
  void showsNothingWhileAnAnswerBeforeItWaitsToBeSent() throws Exception {
    InboundMessage earlier = Messages.inbound("m0", "42", "before");
    NewMessage waiting =
        new Draft("dingtalk", earlier, "m0/1").complete("first").once("dingtalk", "m0/1");
    assertThat(store.append(waiting).join()).isEqualTo(Appended.STORED);
    reply.stream().append("second");
    await().until(() -> store.waits(waiting.lane()));
    assertThat(channel.asked).isEmpty();

    var lease = store.claim(Queue.outbox("dingtalk"), 1, Duration.ofMinutes(1)).get(0);
    long position = store.read(lease, 1).get(0).position();
    store.complete(lease, position, List.of(), List.of(), Optional.empty()).join();

    await().until(() -> channel.drafts().equals(List.of("second")));
  }

  @Test
  void showsNothingOfWhatComesAfterPartThatIsNotShown() throws Exception {
    reply.send("first");
    ReplyStream stream = reply.stream();
    stream.append("second");
    stream.close();

    assertThat(complete(reply))
        .extracting(OutboundMessage::markdown)
        .containsExactly("first", "second");
    assertThat(channel.asked).isEmpty();
  }

  @Test
  void failedDraftCostsTheDraftsAndNotTheAnswer() throws Exception {
    channel.before =
        () -> {
          throw new ChannelException(ChannelException.Kind.RATE_LIMITED, "too many cards");
        };
    ReplyStream stream = reply.stream();
    stream.append("a");
    await().until(() -> channel.asked.size() == 1);
    stream.append("b");

    OutboundMessage complete = complete(reply).get(0);
    assertThat(complete.markdown()).isEqualTo("ab");
    assertThat(complete.replyHints()).doesNotContainKey("card");
    assertThat(channel.asked).hasSize(1);
  }

  @Test
  void channelThatDoesNotWantToIsNotAsked() throws Exception {
    channel.pause = Optional.empty();
    reply.stream().append("a");

    assertThat(complete(reply)).hasSize(1);
    assertThat(channel.asked).isEmpty();
  }

  @Test
  void neitherBlankTextNorAnEmptyStreamIsShownOrSent() throws Exception {
    ReplyStream stream = reply.stream();
    stream.append(" \n");
    stream.close();
    ReplyStream second = reply.stream();
    second.append("words");
    await().until(() -> channel.drafts().equals(List.of("words")));

    assertThat(complete(reply)).extracting(OutboundMessage::markdown).containsExactly("words");
  }

  @Test
  void otherWordsTakeThePlaceOfAllThatIsShown() throws Exception {
    ReplyStream first = reply.stream();
    first.append("It is");
    await().until(() -> channel.shown.size() == 1);
    ReplyStream second = reply.stream();
    second.append("and");
    await().until(() -> channel.shown.size() == 2);

    List<NewMessage> apology = reply.replacedBy("Sorry");

    assertThat(apology).hasSize(1);
    OutboundMessage message = ((Payload.Answer) apology.get(0).payload()).message();
    assertThat(message.id()).isEqualTo("m1/1");
    assertThat(message.markdown()).isEqualTo("Sorry");
    assertThat(message.replyHints()).containsEntry("card", "card-1");
    assertThat(channel.withdrawn).extracting(OutboundMessage::id).containsExactly("m1/2");
  }

  @Test
  void whatIsShownIsTakenBackIfNothingFollows() throws Exception {
    reply.stream().append("It is");
    await().until(() -> channel.shown.size() == 1);

    reply.withdraw();

    assertThat(channel.withdrawn)
        .singleElement()
        .satisfies(it -> assertThat(it.markdown()).isEqualTo("It is"));
  }

  @Test
  void aChannelThatWasMadeAnewGoesOnWithTheDraftAndTakesItBack() throws Exception {
    ReplyStream stream = reply.stream();
    stream.append("It is");
    await().until(() -> channel.shown.size() == 1);

    ShowingChannel other = new ShowingChannel();
    channels.add("dingtalk", Optional::empty); // not connected
    stream.append(" raining");
    channels.add("dingtalk", () -> Optional.of(other));

    await().until(() -> other.drafts().contains("It is raining"));
    assertThat(other.shown.get(0).replyHints()).containsEntry("card", "card-1");
    reply.withdraw();
    assertThat(other.withdrawn).hasSize(1);
    assertThat(channel.withdrawn).isEmpty();
  }

  @Test
  void whatIsShownIsTakenBackByTheChannelThatHasShownItIfNoneIsConnected() throws Exception {
    reply.stream().append("It is");
    await().until(() -> channel.shown.size() == 1);
    channels.add("dingtalk", Optional::empty);

    reply.withdraw();

    assertThat(channel.withdrawn).hasSize(1);
  }

  @Test
  void nothingIsShownOnceTheTurnHasEnded() throws Exception {
    ReplyStream stream = reply.stream();
    assertThat(complete(reply)).isEmpty();

    assertThatThrownBy(() -> stream.append("late")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(reply::stream).isInstanceOf(IllegalStateException.class);
    assertThat(channel.asked).isEmpty();
  }

  private static List<OutboundMessage> complete(TurnReply reply) throws InterruptedException {
    return reply.complete().stream()
        .map(message -> ((Payload.Answer) message.payload()).message())
        .toList();
  }

  private interface Before {
    void run() throws ChannelException, InterruptedException;
  }

  private static final class ShowingChannel implements Channel, StreamingReplies {
    final List<OutboundMessage> asked = new CopyOnWriteArrayList<>();
    final List<OutboundMessage> shown = new CopyOnWriteArrayList<>();
    final List<OutboundMessage> withdrawn = new CopyOnWriteArrayList<>();
    volatile Optional<Duration> pause = Optional.of(Duration.ZERO);
    volatile Before before = () -> {};

    List<String> drafts() {
      return shown.stream().map(OutboundMessage::markdown).toList();
    }

    @Override
    public Optional<Duration> streamingPause() {
      return pause;
    }

    @Override
    public Map<String, String> show(OutboundMessage draft)
        throws ChannelException, InterruptedException {
      asked.add(draft);
      before.run();
      shown.add(draft);
      return Map.of("card", "card-" + draft.id().replaceAll(".*/", ""));
    }

    @Override
    public void withdraw(OutboundMessage draft) {
      withdrawn.add(draft);
    }

    @Override
    public Connection connect() {
      return new Connection("a test");
    }

    @Override
    public Receipt send(OutboundMessage message) {
      return Receipt.withoutId();
    }

    @Override
    public void close() {}
  }
}
