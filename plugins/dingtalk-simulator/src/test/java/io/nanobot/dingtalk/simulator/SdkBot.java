package io.nanobot.dingtalk.simulator;

import com.dingtalk.open.app.api.OpenDingTalkStreamClientBuilder;
import com.dingtalk.open.app.api.callback.OpenDingTalkCallbackListener;
import com.dingtalk.open.app.api.security.AuthClientCredential;
import com.dingtalk.open.app.stream.network.api.NetProxy;

/**
 * A bot on the untouched official SDK, by its builder and a proxy. Says on stdout what it gets;
 * ends with its stdin.
 */
final class SdkBot {
  private SdkBot() {}

  /** Named, because the SDK looks at the class to find out what it wants to get. */
  static final class Listener implements OpenDingTalkCallbackListener<String, Object> {
    private static final long serialVersionUID = 1L;

    @Override
    public Object execute(String message) {
      System.out.println("got " + message);
      return null;
    }
  }

  public static void main(String[] arguments) throws Exception {
    var client =
        OpenDingTalkStreamClientBuilder.custom()
            .credential(new AuthClientCredential(arguments[1], arguments[2]))
            .registerCallbackListener(Subscription.BOT_MESSAGE, new Listener())
            .connectTimeout(30_000)
            .proxy(new NetProxy("localhost", Integer.parseInt(arguments[0])))
            .build();
    client.start();
    while (System.in.read() >= 0) {
      // only the end matters
    }
    System.exit(0);
  }
}
