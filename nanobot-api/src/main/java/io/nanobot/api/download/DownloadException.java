package io.nanobot.api.download;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * Nothing was fetched. The message is one sentence for the person who runs the gateway; of the URL
 * it names the host at most, because paths and queries carry tokens and signatures.
 */
public final class DownloadException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why nothing was fetched. */
  public enum Kind {
    /** The gateway does not fetch this, and will not until it is configured differently. */
    REFUSED,
    /** It is larger than the plugin or the gateway allows. */
    TOO_LARGE,
    /** It took longer than the gateway allows. It may work later. */
    TIMEOUT,
    /** The server or the network failed; see {@link #status()}. */
    FAILED
  }

  private final Kind kind;
  private final int status; // 0 if there was none

  /**
   * A failure without an answer of the server.
   *
   * @param kind why nothing was fetched
   * @param message one sentence that says what happened
   */
  public DownloadException(Kind kind, String message) {
    this(kind, message, OptionalInt.empty());
  }

  /**
   * A failure.
   *
   * @param kind why nothing was fetched
   * @param message one sentence that says what happened
   * @param status the HTTP status, if it is what the server answered that failed
   */
  public DownloadException(Kind kind, String message, OptionalInt status) {
    super(requireNonNull(message, "message"));
    this.kind = requireNonNull(kind, "kind");
    this.status = status.orElse(0);
  }

  /**
   * Why nothing was fetched.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * What the server answered instead of the file.
   *
   * @return the HTTP status, for example 404; empty if it did not come to that
   */
  public OptionalInt status() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }
}
