package io.nanobot.api.download;

import java.net.URI;
import java.nio.file.Path;

/**
 * Fetches files by URL, within what the person who runs the gateway allows: by default every public
 * host over https, 50 MiB and 30 seconds. Use it for every URL that comes from outside (media of a
 * message, links that a model names). A request of the plugin's own making is not guarded: whoever
 * wrote the URL could point it into the network of the gateway.
 *
 * <p>A request is a plain GET: no cookies, no credentials, no header of the plugin's. For content
 * behind a token of the plugin's, ask the platform for a signed URL.
 *
 * <p>May be called from any thread, by several at once; four run side by side for each channel or
 * agent, more wait within their own time. The methods block, so not in {@code create} and not on a
 * thread that must go on. An interrupted thread stops its download.
 */
public interface Downloads {
  /**
   * Fetches a file, as large as the host allows.
   *
   * @param source an absolute https URL, or http where the configuration allows that; without user
   *     information. A fragment is ignored
   * @param target where to write it, as in {@link #fetch(URI, Path, long)}
   * @return what was fetched
   * @throws DownloadException if nothing was fetched; {@code target} is as it was before
   * @throws IllegalArgumentException if {@code target} is outside the plugin's folder
   * @throws InterruptedException if the thread was interrupted; {@code target} is as it was before
   */
  default Download fetch(URI source, Path target) throws DownloadException, InterruptedException {
    return fetch(source, target, Long.MAX_VALUE);
  }

  /**
   * Fetches a file that the plugin has no use for above some size.
   *
   * @param source an absolute https URL, or http where the configuration allows that; without user
   *     information. A fragment is ignored
   * @param target where to write it: a path below the {@code dataDirectory()} of the context, or
   *     relative to it. Missing folders are made; a file that is there is replaced, once all of the
   *     new content has arrived. Never a name that somebody else chose: that may be {@code
   *     config.json}
   * @param maxBytes the largest size that is of use, at least 1; the host's own limit counts too
   * @return what was fetched
   * @throws DownloadException if nothing was fetched; {@code target} is as it was before
   * @throws IllegalArgumentException if {@code target} is outside the plugin's folder, or {@code
   *     maxBytes} is below 1
   * @throws InterruptedException if the thread was interrupted; {@code target} is as it was before
   */
  Download fetch(URI source, Path target, long maxBytes)
      throws DownloadException, InterruptedException;
}
