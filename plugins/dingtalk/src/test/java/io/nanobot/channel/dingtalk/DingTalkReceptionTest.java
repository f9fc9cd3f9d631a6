package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dingtalk.open.app.api.callback.DingTalkStreamTopics;
import com.dingtalk.open.app.stream.network.api.Context;
import com.dingtalk.open.app.stream.network.api.ServiceException;
import com.dingtalk.open.app.stream.protocol.CommandType;
import com.dingtalk.open.app.stream.protocol.DefaultProtocolRequestFacade;
import com.dingtalk.open.app.stream.protocol.ProtocolRequest;
import com.dingtalk.open.app.stream.protocol.ProtocolRequestFacade;
import io.nanobot.api.channel.Acceptance;
import io.nanobot.channel.dingtalk.inbound.RecentMessages;
import io.nanobot.testkit.FakeChannelContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DingTalkReceptionTest {
  private static final String MESSAGE =
      """
      {"conversationId":"cid==","chatbotUserId":"bot","msgId":"msg1==","senderStaffId":"42",
       "createAt":1,"conversationType":"1","senderId":"user","msgtype":"text",
       "text":{"content":"hello"}}
      """;

  @TempDir private Path folder;
  private FakeChannelContext host;
  private RecentMessages recent;
  private DingTalkReception reception;

  @BeforeEach
  void start() {
    host = new FakeChannelContext("dingtalk", folder);
    recent = new RecentMessages(folder);
    reception = new DingTalkReception(host, recent, Optional.empty(), Runnable::run);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void acknowledgesWhatCanNotBeReadBecauseItWouldOnlyComeAgain() {
    FakeFrame frame = new FakeFrame(DingTalkStreamTopics.BOT_MESSAGE_TOPIC, "{\"msgId\":7");
    reception.execute(frame);
    assertThat(frame.answers).isOne();
    assertThat(host.messages()).isEmpty();
  }

  @Test
  void refusesTopicsThatItDidNotAskFor() {
    FakeFrame frame = new FakeFrame(DingTalkStreamTopics.CARD_CALLBACK_TOPIC, "{}");
    reception.execute(frame);
    assertThat(frame.answers).isZero();
    assertThat(frame.refusal).isEqualTo(404);
  }

  @Test
  void remembersWhatTheHostAccepts() {
    reception.execute(new FakeFrame(DingTalkStreamTopics.BOT_MESSAGE_TOPIC, MESSAGE));
    await().until(() -> recent.recall("42", "msg1==").isPresent());
    assertThat(recent.recall("42", "msg1==").orElseThrow().text()).isEqualTo("hello");
  }

  @ParameterizedTest
  @EnumSource(names = "ACCEPTED", mode = EnumSource.Mode.EXCLUDE)
  void remembersNothingOfWhomTheHostDoesNotAdmit(Acceptance acceptance) throws Exception {
    host.answering(acceptance);
    reception.execute(new FakeFrame(DingTalkStreamTopics.BOT_MESSAGE_TOPIC, MESSAGE));
    host.executor().submit(() -> {}).get(5, TimeUnit.SECONDS);
    assertThat(recent.recall("42", "msg1==")).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void acknowledgesThoughTheChannelHasJustBeenClosed() {
    host.close();
    FakeFrame frame = new FakeFrame(DingTalkStreamTopics.BOT_MESSAGE_TOPIC, MESSAGE);
    reception.execute(frame);
    assertThat(frame.answers).isOne();
  }

  private static final class FakeFrame implements Context {
    private final ProtocolRequest request = new ProtocolRequest();
    private int answers;
    private int refusal;

    FakeFrame(String topic, String data) {
      request.setType(CommandType.CALLBACK);
      request.setHeaders(Map.of("topic", topic, "messageId", "m"));
      request.setData(data);
    }

    @Override
    public void replay(Object payload) {
      answers++;
    }

    @Override
    public void exception(Throwable failure) {
      refusal = ((ServiceException) failure).getCode();
    }

    @Override
    public String connectionId() {
      return "link";
    }

    @Override
    public ProtocolRequestFacade getRequest() {
      return new DefaultProtocolRequestFacade(request);
    }
  }
}
