package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import com.dingtalk.open.app.api.callback.DingTalkStreamTopics;
import com.dingtalk.open.app.stream.network.api.Context;
import com.dingtalk.open.app.stream.network.api.ServiceException;
import com.dingtalk.open.app.stream.protocol.CommandType;
import com.dingtalk.open.app.stream.protocol.DefaultProtocolRequestFacade;
import com.dingtalk.open.app.stream.protocol.ProtocolRequest;
import com.dingtalk.open.app.stream.protocol.ProtocolRequestFacade;
import io.nanobot.testkit.FakeChannelContext;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DingTalkReceptionTest {
  private final FakeChannelContext host = new FakeChannelContext("dingtalk", Path.of("target"));
  private final DingTalkReception reception = new DingTalkReception(host, Runnable::run);

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
