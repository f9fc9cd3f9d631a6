package io.nanobot.testkit;

import static io.nanobot.api.channel.ChannelException.Kind.UNAVAILABLE;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelContext;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelException.Kind;
import io.nanobot.api.channel.ChannelFactory;
import io.nanobot.api.channel.Connection;
import io.nanobot.api.channel.IdentityScheme;
import io.nanobot.api.channel.MediaSource;
import io.nanobot.api.channel.Receipt;
import io.nanobot.api.config.Description;
import io.nanobot.api.config.Secret;
import io.nanobot.api.download.DownloadException;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.api.message.Sender;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A platform in memory and its channel, which behaves, or does not in ways that a test chooses. */
final class Letterbox implements TestPlatform {
  static final String PASSWORD = "open-sesame";

  /** What an author may get wrong. */
  enum Mistake {
    STARTS_THREAD_WHEN_MADE,
    NEW_ID_FOR_EACH_DELIVERY,
    ACKNOWLEDGES_BEFORE_STORING,
    ACKNOWLEDGES_WHEN_BUSY,
    REPORTS_BREAK_TWICE,
    REPORTS_CLOSE_AS_BREAK,
    SENDS_AFTER_CLOSE,
    LEAVES_THREAD,
    LOGS_PASSWORD,
    SWALLOWS_INTERRUPT,
    WRITES_UNASKED_WITHOUT_TARGET,
    FETCHES_BEFORE_IT_IS_ASKED,
    FETCHES_WHAT_IS_TOO_LARGE,
    FETCHES_AFTER_CLOSE,
    LOSES_MESSAGE_IN_SILENCE
  }

  record Config(
      @Description("Who may open the letterbox") Secret password,
      @Description("The letterbox itself, which only a test can make") Optional<String> unused) {}

  private record Letter(String id, String text, List<Attachment> enclosures) {}

  private static final URI FILES = URI.create("https://letterbox.example/files");

  private final Set<Mistake> mistakes;
  private final boolean acknowledges;
  private final List<Letter> letters = new ArrayList<>();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger acknowledgements = new AtomicInteger();
  private final List<Box> open = new CopyOnWriteArrayList<>();
  private volatile boolean hanging;

  Letterbox(Set<Mistake> mistakes, boolean acknowledges) {
    this.mistakes = mistakes;
    this.acknowledges = acknowledges;
  }

  private boolean makes(Mistake mistake) {
    return mistakes.contains(mistake);
  }

  Config config() {
    return new Config(Secret.of(PASSWORD), Optional.empty());
  }

  ChannelFactory<Config> factory() {
    return new Factory();
  }

  @Override
  public void say(String text) {
    letters.add(new Letter("letter-" + letters.size(), text, List.of()));
    deliverLast();
  }

  @Override
  public void sayWithFile(String name, byte[] content) {
    Attachment enclosure =
        new Attachment(Attachment.Kind.FILE, name, Optional.empty(), FILES.toString());
    open.forEach(box -> box.context.downloads().serving(FILES, "text/plain", content));
    letters.add(new Letter("letter-" + letters.size(), "", List.of(enclosure)));
    deliverLast();
  }

  @Override
  public boolean acknowledges() {
    return acknowledges;
  }

  @Override
  public void redeliver() {
    if (!acknowledges) {
      throw new UnsupportedOperationException();
    }
    deliverLast();
  }

  private void deliverLast() {
    Letter letter = letters.get(letters.size() - 1);
    open.forEach(box -> box.deliver(letter));
  }

  @Override
  public int acknowledgements() {
    return acknowledgements.get();
  }

  @Override
  public List<String> received() {
    return List.copyOf(received);
  }

  @Override
  public Optional<Conversation> proactiveTarget() {
    return Optional.empty();
  }

  @Override
  public void breakLink() {
    open.forEach(Box::broken);
  }

  @Override
  public void hang() {
    hanging = true;
  }

  @Override
  public int connections() {
    return open.size();
  }

  @Override
  public void close() {
    open.clear();
  }

  private final class Factory implements ChannelFactory<Config> {
    @Override
    public String type() {
      return "letterbox";
    }

    @Override
    public String displayName() {
      return "Letterbox";
    }

    @Override
    public IdentityScheme identityScheme() {
      return new IdentityScheme("name", "name");
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Channel create(Config config, ChannelContext context) {
      return new Box(config, (FakeChannelContext) context);
    }
  }

  private final class Box implements Channel, MediaSource {
    private final Config config;
    private final FakeChannelContext context;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final CountDownLatch threadEnd = new CountDownLatch(1);

    Box(Config config, FakeChannelContext context) {
      this.config = config;
      this.context = context;
      if (makes(Mistake.STARTS_THREAD_WHEN_MADE)) {
        startThread();
      }
    }

    private void startThread() {
      Thread thread =
          new Thread(
              () -> {
                try {
                  threadEnd.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              },
              "letterbox");
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public Connection connect() throws ChannelException, InterruptedException {
      if (end.isDone()) {
        throw new ChannelException(UNAVAILABLE, "The letterbox was closed");
      }
      if (hanging) {
        waitInVain();
      }
      if (makes(Mistake.LOGS_PASSWORD)) {
        System.out.println("opening with " + config.password().reveal());
      }
      if (makes(Mistake.LEAVES_THREAD)) {
        startThread();
      }
      open.add(this);
      return new Connection("memory");
    }

    private void waitInVain() throws ChannelException, InterruptedException {
      try {
        end.get(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        if (!makes(Mistake.SWALLOWS_INTERRUPT)) {
          throw e;
        }
      } catch (ExecutionException | TimeoutException e) {
        throw new ChannelException(UNAVAILABLE, "The letterbox does not open").causedBy(e);
      }
      throw new ChannelException(UNAVAILABLE, "The letterbox was closed");
    }

    void deliver(Letter letter) {
      context.alive();
      if (makes(Mistake.FETCHES_BEFORE_IT_IS_ASKED)) {
        letter.enclosures().forEach(this::fetchAtOnce);
      }
      String id = makes(Mistake.NEW_ID_FOR_EACH_DELIVERY) ? "n" + System.nanoTime() : letter.id();
      InboundMessage message =
          InboundMessage.builder(
                  id,
                  Conversation.direct("ann"),
                  new Sender(new Identity("name", "ann"), "Ann"),
                  Instant.EPOCH)
              .text(letter.text())
              .attachments(letter.enclosures())
              .replyHints(java.util.Map.of("answered", letter.id()))
              .build();
      if (makes(Mistake.ACKNOWLEDGES_BEFORE_STORING)) {
        acknowledgements.incrementAndGet();
        context.receive(message);
        return;
      }
      context
          .receive(message)
          .whenComplete(
              (acceptance, failure) -> {
                boolean taken = failure == null && acceptance.acknowledge();
                if (!acknowledges) {
                  complain(taken);
                } else if (taken || makes(Mistake.ACKNOWLEDGES_WHEN_BUSY)) {
                  acknowledgements.incrementAndGet();
                }
              });
    }

    private void complain(boolean taken) {
      if (!taken && !makes(Mistake.LOSES_MESSAGE_IN_SILENCE)) {
        received.add("Your letter was lost");
      }
    }

    void broken() {
      open.remove(this);
      context.disconnected(new ChannelException(UNAVAILABLE, "The letterbox fell off the wall"));
      if (makes(Mistake.REPORTS_BREAK_TWICE)) {
        context.disconnected(new ChannelException(UNAVAILABLE, "The letterbox is on the floor"));
      }
    }

    @Override
    public Receipt send(OutboundMessage message) throws ChannelException {
      if (end.isDone() && !makes(Mistake.SENDS_AFTER_CLOSE)) {
        throw new ChannelException(UNAVAILABLE, "The letterbox was closed");
      }
      if (message.inReplyTo().isEmpty() && !makes(Mistake.WRITES_UNASKED_WITHOUT_TARGET)) {
        throw new ChannelException(Kind.REJECTED, "A letterbox only answers");
      }
      received.add(message.markdown());
      return Receipt.withoutId();
    }

    private void fetchAtOnce(Attachment enclosure) {
      try {
        fetch(enclosure, context.dataDirectory().resolve("early"), 1_000);
      } catch (ChannelException | DownloadException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void fetch(Attachment attachment, Path target, long maxBytes)
        throws ChannelException, DownloadException, InterruptedException {
      if (end.isDone() && !makes(Mistake.FETCHES_AFTER_CLOSE)) {
        throw new ChannelException(UNAVAILABLE, "The letterbox was closed");
      }
      long most = makes(Mistake.FETCHES_WHAT_IS_TOO_LARGE) ? Long.MAX_VALUE : maxBytes;
      context.downloads().fetch(URI.create(attachment.source()), target, most);
    }

    @Override
    public void close() {
      boolean first = end.complete(null);
      boolean wasOpen = open.remove(this);
      if (first && wasOpen && makes(Mistake.REPORTS_CLOSE_AS_BREAK)) {
        context.disconnected(new ChannelException(UNAVAILABLE, "The letterbox was closed"));
      }
      if (!makes(Mistake.LEAVES_THREAD)) {
        threadEnd.countDown();
      }
    }
  }
}
