package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import com.dingtalk.open.app.api.UserAgent;
import com.dingtalk.open.app.stream.network.api.ClientConnectionListener;
import com.dingtalk.open.app.stream.network.api.ConnectOption;
import com.dingtalk.open.app.stream.network.api.EndPointConnection;
import com.dingtalk.open.app.stream.network.api.TransportConnector;
import com.dingtalk.open.app.stream.network.ws.NettyClientHandler;
import com.dingtalk.open.app.stream.network.ws.ProtocolFrameHandler;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import shade.io.netty.channel.ChannelDuplexHandler;
import shade.io.netty.util.Version;

/**
 * What {@link StreamTransport} and {@link LinkHandler} take for granted, because they replace the
 * SDK's own. When this fails, compare them with {@code WebsocketTransportConnector} of the new SDK
 * before the numbers here are changed.
 */
final class SdkPinTest {
  @Test
  void sdkIsTheOneThatWasRead() {
    assertThat(UserAgent.getUserAgent().getUa()).isEqualTo("java/1.3.12-union");
  }

  @Test
  void nettyIsTheOneThatWasRead() {
    assertThat(ChannelDuplexHandler.class.getName()).startsWith("shade.io.netty.");
    assertThat(Version.identify().get("netty-handler-proxy").artifactVersion())
        .isEqualTo("4.1.106.Final");
  }

  @Test
  void transportIsStillAnExtensionPoint() throws Exception {
    assertThat(TransportConnector.class.getMethods()).hasSize(1);
    assertThat(
            TransportConnector.class
                .getMethod(
                    "connect",
                    EndPointConnection.class,
                    ClientConnectionListener.class,
                    ConnectOption.class)
                .getReturnType()
                .getSimpleName())
        .isEqualTo("Session");
  }

  @Test
  void codecStillHandlesReadsAndWritesOnly() {
    assertThat(ProtocolFrameHandler.class).hasSuperclass(ChannelDuplexHandler.class);
    assertThat(ProtocolFrameHandler.class.getDeclaredMethods())
        .extracting("name")
        .containsExactlyInAnyOrder("channelRead", "write");
  }

  @Test
  void lastHandlerStillTakesAnIdOfOurChoice() throws Exception {
    assertThat(
            NettyClientHandler.class.getConstructor(String.class, ClientConnectionListener.class))
        .isNotNull();
    assertThat(Arrays.stream(ClientConnectionListener.class.getMethods()).map(it -> it.getName()))
        .containsExactlyInAnyOrder("receive", "onDisConnection");
  }
}
