package io.nanobot.host.plugin;

import static java.util.Objects.requireNonNull;

import io.nanobot.api.download.Download;
import io.nanobot.api.download.DownloadException;
import io.nanobot.api.download.Downloads;
import java.net.URI;
import java.nio.file.Path;

/** The host's downloads as a plugin sees them: on the way in, the host runs as itself. */
final class GuardedDownloads implements Downloads {
  private final Downloads downloads;

  GuardedDownloads(Downloads downloads) {
    this.downloads = downloads;
  }

  @Override
  public Download fetch(URI source, Path target, long maxBytes)
      throws DownloadException, InterruptedException {
    requireNonNull(source, "source");
    requireNonNull(target, "target");
    ClassLoader before = HostSide.enter();
    try {
      return downloads.fetch(source, target, maxBytes);
    } finally {
      HostSide.leave(before);
    }
  }
}
