package io.nanobot.channel.dingtalk;

import com.dingtalk.open.app.api.OpenDingTalkClient;
import com.dingtalk.open.app.api.OpenDingTalkStreamClientBuilder;
import com.dingtalk.open.app.api.callback.DingTalkStreamTopics;
import com.dingtalk.open.app.api.callback.OpenDingTalkCallbackListener;
import com.dingtalk.open.app.api.models.bot.ChatbotMessage;
import com.dingtalk.open.app.api.security.AuthClientCredential;
import com.dingtalk.open.app.stream.network.api.NetProxy;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;

/** The official SDK as its documentation shows it, with a listener that takes everything. */
final class BareSdk implements AutoCloseable {
  private static final long CONNECT_TIMEOUT_MILLIS = 30_000;

  private final OpenDingTalkClient client;

  /** Named, because the SDK looks at the class to find out what it wants to get. */
  static final class Listener implements OpenDingTalkCallbackListener<ChatbotMessage, Object> {
    private static final long serialVersionUID = 1L;

    @Override
    public Object execute(ChatbotMessage message) {
      return null;
    }
  }

  /** Trusts what the JVM trusts: the SDK knows no other way. */
  BareSdk(DingTalkSimulator simulator) throws Exception {
    client =
        OpenDingTalkStreamClientBuilder.custom()
            .credential(
                new AuthClientCredential(
                    simulator.app().clientId(), simulator.app().clientSecret()))
            .registerCallbackListener(DingTalkStreamTopics.BOT_MESSAGE_TOPIC, new Listener())
            .connectTimeout(CONNECT_TIMEOUT_MILLIS)
            .proxy(new NetProxy("localhost", simulator.proxyPort()))
            .build();
    client.start();
  }

  @Override
  public void close() {
    try {
      client.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the SDK does not stop", e);
    }
  }
}
