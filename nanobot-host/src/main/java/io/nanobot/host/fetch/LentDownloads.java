package io.nanobot.host.fetch;

import static io.nanobot.api.download.DownloadException.Kind.FAILED;
import static io.nanobot.api.download.DownloadException.Kind.REFUSED;
import static io.nanobot.api.download.DownloadException.Kind.TIMEOUT;
import static java.util.Objects.requireNonNull;

import io.nanobot.api.download.Download;
import io.nanobot.api.download.DownloadException;
import io.nanobot.api.download.Downloads;
import io.nanobot.host.workspace.OwnerOnly;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The downloads of one channel or agent. Once closed it fetches nothing more, so that a zombie can
 * not act. It has its own bound, so that one whose servers hang delays no other.
 */
public final class LentDownloads implements Downloads, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LentDownloads.class);
  private static final int SIDE_BY_SIDE = 4;

  /** A thread that was told to stop has to remove its file, and no more. */
  private static final Duration TO_STOP = Duration.ofSeconds(1);

  private final String owner;
  private final Path dataDirectory;
  private final OutgoingRequests host;
  private final Semaphore places = new Semaphore(SIDE_BY_SIDE, true);
  private final Set<Transfer> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  LentDownloads(String owner, Path dataDirectory, OutgoingRequests host) {
    this.owner = owner;
    this.dataDirectory = dataDirectory.toAbsolutePath().normalize();
    this.host = host;
  }

  @Override
  public Download fetch(URI source, Path target, long maxBytes)
      throws DownloadException, InterruptedException {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1, but is " + maxBytes);
    }
    long end = System.nanoTime() + host.timeout().toNanos();
    Path file = inside(requireNonNull(target, "target"));
    try {
      Destination first = host.policy().admit(requireNonNull(source, "source"));
      var order =
          new Transfer.Order(first, dataDirectory, file, Math.min(maxBytes, host.maxBytes()));
      makeParent(file);
      return run(host.transfer(order), end);
    } catch (Refused e) {
      log.warn("Outgoing request refused: owner={} {} ({})", owner, e.getMessage(), e.detail());
      throw new DownloadException(REFUSED, e.getMessage());
    }
  }

  /** Stops what is being fetched. */
  @Override
  public void close() {
    closed = true;
    running.forEach(Transfer::cancel);
  }

  /** Through text, because a plugin's path may be of another file system, or of its own making. */
  private Path inside(Path target) {
    Path file = dataDirectory.resolve(target.toString()).normalize();
    if (!file.startsWith(dataDirectory)
        || file.equals(dataDirectory)
        || PartialFile.isReserved(dataDirectory, file)) {
      throw new IllegalArgumentException(
          "%s is not inside the folder %s".formatted(target, dataDirectory));
    }
    return file;
  }

  private void makeParent(Path file) throws DownloadException {
    try {
      Path parent = OwnerOnly.createDirectories(file.getParent());
      if (!parent.toRealPath().startsWith(dataDirectory.toRealPath())) {
        throw new IllegalArgumentException(
            "%s leads out of the folder %s".formatted(parent, dataDirectory));
      }
    } catch (IOException e) {
      throw new DownloadException(
          FAILED, "The folder of the file can not be made (%s)".formatted(e));
    }
  }

  private Download run(Transfer transfer, long end)
      throws Refused, DownloadException, InterruptedException {
    if (!places.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      throw new DownloadException(
          TIMEOUT, "%d other downloads of %s took all of the time".formatted(SIDE_BY_SIDE, owner));
    }
    running.add(transfer);
    if (closed) {
      transfer.cancel();
    }
    FutureTask<Download> task = new FutureTask<>(transfer);
    Runnable done =
        () -> {
          running.remove(transfer);
          places.release();
        };
    host.execute(
        () -> {
          try {
            task.run();
          } finally { // not earlier: a lookup that hangs can not be stopped, and holds its thread
            done.run();
          }
        },
        () -> {
          task.cancel(false);
          done.run();
        });
    return await(transfer, task, end);
  }

  private Download await(Transfer transfer, FutureTask<Download> task, long end)
      throws Refused, DownloadException, InterruptedException {
    try {
      return task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      transfer.cancel();
      return atTheLastMoment(task)
          .orElseThrow(
              () ->
                  new DownloadException(
                      TIMEOUT,
                      "The download took longer than %d s".formatted(host.timeout().toSeconds())));
    } catch (InterruptedException e) {
      transfer.cancel();
      Optional<Download> download = atTheLastMoment(task);
      if (download.isEmpty()) {
        throw e;
      }
      Thread.currentThread().interrupt();
      return download.get();
    } catch (CancellationException e) {
      throw new DownloadException(FAILED, "The gateway fetches nothing now");
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  /** It may have come just in time. If not, its file is removed before the caller goes on. */
  private static Optional<Download> atTheLastMoment(FutureTask<Download> task) {
    boolean interrupted = Thread.interrupted();
    try {
      return Optional.of(task.get(TO_STOP.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException | CancellationException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      interrupted = true;
      return Optional.empty();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private DownloadException failure(ExecutionException e) throws Refused {
    if (e.getCause() instanceof Refused refused) {
      throw refused;
    }
    if (closed) {
      return new DownloadException(FAILED, owner + " is closed, and fetches nothing more");
    }
    if (e.getCause() instanceof DownloadException failure) {
      return failure;
    }
    log.error("A fault of the host", e.getCause());
    return new DownloadException(FAILED, "A fault of the host: " + e.getCause());
  }
}
