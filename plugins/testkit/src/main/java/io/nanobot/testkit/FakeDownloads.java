package io.nanobot.testkit;

import static java.util.Objects.requireNonNull;

import io.nanobot.api.download.Download;
import io.nanobot.api.download.DownloadException;
import io.nanobot.api.download.Downloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Downloads without a network: what the test has put in, or a server of the test, is served,
 * anything else is a 404. The rules about targets and sizes are the host's. Thread-safe.
 */
public final class FakeDownloads implements Downloads {
  private interface Answer {
    Download into(Path file, long maxBytes) throws DownloadException;
  }

  private final Path dataDirectory;
  private final Set<String> servers = ConcurrentHashMap.newKeySet();
  private final Map<URI, Answer> answers = new ConcurrentHashMap<>();
  private final List<URI> requested = new CopyOnWriteArrayList<>();

  /**
   * Nothing to be had yet.
   *
   * @param dataDirectory an existing folder, in which files are put
   */
  public FakeDownloads(Path dataDirectory) {
    this.dataDirectory =
        requireNonNull(dataDirectory, "dataDirectory").toAbsolutePath().normalize();
  }

  /**
   * Serves a file from now on.
   *
   * @param source where it is
   * @param mediaType what the server says that it is; empty if it says nothing
   * @param content the file
   * @return these downloads
   */
  public FakeDownloads serving(URI source, String mediaType, byte[] content) {
    Optional<String> claimed = Optional.of(mediaType).filter(type -> !type.isEmpty());
    byte[] copy = content.clone();
    answers.put(source, (file, maxBytes) -> written(file, copy, maxBytes, claimed));
    return this;
  }

  /**
   * From now on really fetches what is on a server of the test, such as a simulator of the
   * platform.
   *
   * @param server its scheme, host and port; the rest does not matter
   * @return these downloads
   */
  public FakeDownloads reaching(URI server) {
    servers.add(origin(server));
    return this;
  }

  /**
   * Fails from now on.
   *
   * @param source what can not be had
   * @param kind why not
   * @return these downloads
   */
  public FakeDownloads failing(URI source, DownloadException.Kind kind) {
    answers.put(
        source,
        (file, maxBytes) -> {
          throw new DownloadException(kind, "The test wants it so");
        });
    return this;
  }

  /**
   * What was asked for.
   *
   * @return the addresses so far, oldest first
   */
  public List<URI> requested() {
    return List.copyOf(requested);
  }

  @Override
  public Download fetch(URI source, Path target, long maxBytes)
      throws DownloadException, InterruptedException {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1, but is " + maxBytes);
    }
    Path file = inside(requireNonNull(target, "target"));
    requested.add(requireNonNull(source, "source"));
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Answer otherwise =
        servers.contains(origin(source))
            ? (into, most) -> reached(source, into, most)
            : FakeDownloads::missing;
    return answers.getOrDefault(source, otherwise).into(file, maxBytes);
  }

  private Path inside(Path target) {
    Path file = dataDirectory.resolve(target.toString()).normalize();
    if (!file.startsWith(dataDirectory) || file.equals(dataDirectory)) {
      throw new IllegalArgumentException(
          "%s is not inside the folder %s".formatted(target, dataDirectory));
    }
    return file;
  }

  private static String origin(URI address) {
    return address.getScheme() + "://" + address.getAuthority();
  }

  private static Download reached(URI source, Path file, long maxBytes) throws DownloadException {
    try {
      HttpURLConnection connection = (HttpURLConnection) source.toURL().openConnection();
      try {
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
          throw new DownloadException(
              DownloadException.Kind.FAILED,
              "The server answered with status " + status,
              OptionalInt.of(status));
        }
        Optional<String> type = Optional.ofNullable(connection.getContentType());
        return written(file, connection.getInputStream().readAllBytes(), maxBytes, type);
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      throw new DownloadException(
          DownloadException.Kind.FAILED, "The connection failed (%s)".formatted(e.getClass()));
    }
  }

  private static Download missing(Path file, long maxBytes) throws DownloadException {
    throw new DownloadException(
        DownloadException.Kind.FAILED, "The server answered with status 404", OptionalInt.of(404));
  }

  private static Download written(
      Path file, byte[] content, long maxBytes, Optional<String> mediaType)
      throws DownloadException {
    if (content.length > maxBytes) {
      throw new DownloadException(
          DownloadException.Kind.TOO_LARGE, "The file is larger than %d bytes".formatted(maxBytes));
    }
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Download(file, content.length, mediaType);
  }
}
