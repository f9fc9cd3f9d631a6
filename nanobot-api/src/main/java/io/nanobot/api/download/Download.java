package io.nanobot.api.download;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that was fetched.
 *
 * @param file where it is, an absolute path; only the user of the gateway can read it
 * @param bytes how large it is
 * @param mediaType the media type (RFC 6838) that the server claims, in lower case and without
 *     parameters, for example {@code image/png}; untrusted
 */
public record Download(Path file, long bytes, Optional<String> mediaType) {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the size is negative
   */
  public Download {
    requireNonNull(file, "file");
    requireNonNull(mediaType, "mediaType");
    if (bytes < 0) {
      throw new IllegalArgumentException("the size of a download is negative: " + bytes);
    }
  }
}
