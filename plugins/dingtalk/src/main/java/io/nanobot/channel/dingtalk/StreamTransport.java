package io.nanobot.channel.dingtalk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.dingtalk.open.app.stream.network.api.ClientConnectionListener;
import com.dingtalk.open.app.stream.network.api.ConnectOption;
import com.dingtalk.open.app.stream.network.api.EndPointConnection;
import com.dingtalk.open.app.stream.network.api.TransportConnector;
import com.dingtalk.open.app.stream.network.ws.NettyClientHandler;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.channels.ClosedChannelException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import shade.io.netty.bootstrap.Bootstrap;
import shade.io.netty.buffer.ByteBufAllocator;
import shade.io.netty.buffer.PooledByteBufAllocator;
import shade.io.netty.channel.Channel;
import shade.io.netty.channel.ChannelFuture;
import shade.io.netty.channel.ChannelHandler;
import shade.io.netty.channel.ChannelInitializer;
import shade.io.netty.channel.ChannelOption;
import shade.io.netty.channel.ChannelPipeline;
import shade.io.netty.channel.EventLoopGroup;
import shade.io.netty.channel.nio.NioEventLoopGroup;
import shade.io.netty.channel.socket.nio.NioSocketChannel;
import shade.io.netty.handler.codec.http.HttpClientCodec;
import shade.io.netty.handler.codec.http.HttpObjectAggregator;
import shade.io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import shade.io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import shade.io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import shade.io.netty.handler.flush.FlushConsolidationHandler;
import shade.io.netty.handler.ssl.SslHandler;
import shade.io.netty.handler.timeout.IdleStateHandler;
import shade.io.netty.resolver.NoopAddressResolverGroup;
import shade.io.netty.util.concurrent.GlobalEventExecutor;

/**
 * The SDK's extension point for transports, on the SDK's own Netty. The stock transport trusts only
 * the JVM's trust store, leaves sockets behind that come alive after their time-out, and keeps
 * threads and timers in statics, which pin the plugin's class loader.
 *
 * <p>Nothing of Netty is called on a thread of the host: Netty leaves thread locals there, which
 * would pin the class loader as well. Hence the detours over the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what matters of a link comes out of ready()
final class StreamTransport implements TransportConnector, AutoCloseable {
  private static final int PAGE = 8 * 1024;

  /** A chunk of the pool is 2^4 pages, 128 KiB. */
  private static final int CHUNK_ORDER = 4;

  private static final int LONGEST_HANDSHAKE = 8 * 1024;
  private static final int MOST_IN_A_FLUSH = 64;

  private final SSLContext sslContext;
  private final Optional<Proxy> proxy;
  private final Runnable heard;
  private final Clock clock;
  private final AtomicReference<Thread> thread = new AtomicReference<>();
  private final EventLoopGroup loop;

  /**
   * On the heap, one arena, nothing kept for a thread. Without a pool TLS takes 16 KiB of new
   * memory for each acknowledgement, which is an eighth of all the work of a link.
   */
  private final ByteBufAllocator buffers =
      new PooledByteBufAllocator(false, 1, 0, PAGE, CHUNK_ORDER, 0, 0, false);

  private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
  private final AtomicInteger links = new AtomicInteger();
  private final CountDownLatch allClosed = new CountDownLatch(1);
  private volatile boolean closing;

  StreamTransport(
      SSLContext sslContext, Optional<Proxy> proxy, String name, Runnable heard, Clock clock) {
    this.sslContext = sslContext;
    this.proxy = proxy;
    this.heard = heard;
    this.clock = clock;
    PluginThreads threads = new PluginThreads(name + "-stream");
    this.loop =
        new NioEventLoopGroup(
            1,
            (Executor)
                task -> {
                  Thread started = threads.newThread(task);
                  thread.set(started);
                  started.start();
                });
  }

  /** Runs something on the thread of the links; false once the transport is closed. */
  boolean execute(Runnable task) {
    try {
      loop.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /**
   * Connects one link. The handshake has ended when it returns; when it throws, no socket is left.
   */
  @Override
  public LinkSession connect(
      EndPointConnection connection, ClientConnectionListener listener, ConnectOption option)
      throws IOException, ExecutionException, TimeoutException, InterruptedException {
    URI address = address(connection);
    // on the caller's thread: a slow DNS must not stop the link that is to be replaced
    LinkWay way = LinkWay.to(address, proxy);
    // the stock transport takes the ticket for an ID, and the SDK logs it
    String id = "link-" + links.incrementAndGet();
    LinkHandler link = new LinkHandler(heard, clock);
    CompletableFuture<Channel> ready = link.ready();
    if (!execute(() -> dial(way, address, option, link, new NettyClientHandler(id, listener)))) {
      throw new ClosedChannelException();
    }
    try {
      return new LinkSession(id, ready.get(option.getTimeout(), MILLISECONDS), link, this);
    } catch (TimeoutException | InterruptedException e) {
      if (!ready.completeExceptionally(e)) {
        ready.thenAccept(this::close);
      }
      throw e;
    }
  }

  void close(Channel channel) {
    execute(channel::close);
  }

  static URI address(EndPointConnection connection) throws IOException {
    URI endpoint = connection.getEndPoint();
    if (!"wss".equals(endpoint.getScheme()) || endpoint.getHost() == null) {
      throw new IOException("the stream's address is not a wss address");
    }
    int port = endpoint.getPort() < 0 ? 443 : endpoint.getPort();
    String path = endpoint.getRawPath().length() > 1 ? endpoint.getRawPath() : "/connect";
    String ticket = URLEncoder.encode(connection.getConnectionId(), UTF_8);
    try {
      return URI.create(
          "wss://%s:%d%s?ticket=%s".formatted(endpoint.getHost(), port, path, ticket));
    } catch (IllegalArgumentException e) { // not as the cause: it quotes the ticket
      throw new IOException("the stream's address is malformed");
    }
  }

  private void dial(
      LinkWay way, URI address, ConnectOption option, LinkHandler link, ChannelHandler frames) {
    if (closing) { // what was queued still runs
      link.ready().completeExceptionally(new ClosedChannelException());
      return;
    }
    ChannelFuture dialled =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.ALLOCATOR, buffers)
            .resolver(NoopAddressResolverGroup.INSTANCE)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    way.tunnel(option).ifPresent(channel.pipeline()::addLast);
                    fill(channel.pipeline(), address, option);
                    channel.pipeline().addLast(link, frames);
                  }
                })
            .connect(way.target());
    Channel channel = dialled.channel();
    channels.add(channel);
    CompletableFuture<Channel> ready = link.ready();
    dialled.addListener(
        done -> {
          if (!done.isSuccess()) {
            ready.completeExceptionally(done.cause());
          }
        });
    channel
        .closeFuture()
        .addListener(
            closed -> {
              channels.remove(channel);
              ready.completeExceptionally(new ClosedChannelException());
              if (closing && channels.isEmpty()) {
                allClosed.countDown();
              }
            });
    ready.whenComplete(
        (connected, failure) -> {
          if (failure != null) {
            close(channel);
          }
        });
  }

  private void fill(ChannelPipeline pipeline, URI address, ConnectOption option) {
    SSLEngine tls = sslContext.createSSLEngine(address.getHost(), address.getPort());
    tls.setUseClientMode(true);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    tls.setSSLParameters(parameters);
    var webSocket =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(address)
            .maxFramePayloadLength(LinkHandler.LONGEST_FRAME)
            // later than our own time-out, which covers the whole way
            .handshakeTimeoutMillis(2 * option.getTimeout())
            .dropPongFrames(false)
            .withUTF8Validator(false) // whoever reads the JSON decodes it once more anyway
            .build();
    pipeline.addLast(
        new SslHandler(tls),
        // acknowledgements that come together leave in one TLS record and one system call
        new FlushConsolidationHandler(MOST_IN_A_FLUSH, true),
        new HttpClientCodec(),
        new HttpObjectAggregator(LONGEST_HANDSHAKE),
        new WebSocketClientProtocolHandler(webSocket),
        new WebSocketFrameAggregator(LinkHandler.LONGEST_FRAME),
        new IdleStateHandler(option.getKeepAliveIdle().toMillis(), 0, 0, MILLISECONDS));
  }

  @Override
  public void close() {
    closing = true;
    execute(this::closeAll);
    Optional<Thread> started =
        Optional.ofNullable(thread.get()).filter(it -> it != Thread.currentThread());
    started.ifPresent(
        it ->
            PluginThreads.waitFor(
                "a link", () -> allClosed.await(PluginThreads.LONGEST_WAIT_SECONDS, SECONDS)));
    loop.shutdownGracefully(0, 1, SECONDS);
    started.ifPresent(
        it -> {
          PluginThreads.join(it);
          // the end of a loop is told to its group on this thread, which then ends by itself
          PluginThreads.waitFor("Netty's global executor", StreamTransport::globalExecutorIsIdle);
        });
  }

  private void closeAll() {
    if (channels.isEmpty()) {
      allClosed.countDown();
    }
    List.copyOf(channels).forEach(Channel::close);
  }

  private static boolean globalExecutorIsIdle() throws InterruptedException {
    try {
      return GlobalEventExecutor.INSTANCE.awaitInactivity(3, SECONDS);
    } catch (IllegalStateException e) {
      return true; // it was never started
    }
  }
}
