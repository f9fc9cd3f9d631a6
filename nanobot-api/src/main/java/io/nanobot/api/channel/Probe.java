package io.nanobot.api.channel;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;

/**
 * The ability to find out why a channel does not work, for {@code nanobot doctor}. A {@link
 * Channel} implements it beside its main interface.
 *
 * <p>The host makes a channel for this alone: it calls {@link #probe} once, instead of {@link
 * Channel#connect()}, and closes the channel. Its {@link ChannelContext#dataDirectory()} is an
 * empty folder that is removed afterwards. A gateway with the same configuration may run meanwhile:
 * an examination shows nothing to people, and takes no message away from that gateway.
 */
public interface Probe {
  /** What became of one check. */
  enum Outcome {
    /** All is well. */
    PASSED,
    /** The channel will not work, or only partly. */
    FAILED,
    /** It was not made, or can not be made. */
    SKIPPED
  }

  /**
   * One thing that was looked at. None of the texts contains a secret.
   *
   * @param name what was looked at, in a few lower-case words, for example {@code send permission};
   *     programs find the check by it, so that it does not change
   * @param outcome what became of it
   * @param finding one sentence: what was found, what is wrong, or why it was not looked at
   * @param fix what the reader can do about it; empty if there is nothing to do
   */
  record Check(String name, Outcome outcome, String finding, String fix) {
    /** Checks that all parts are there. */
    public Check {
      requireNonNull(name, "name");
      requireNonNull(outcome, "outcome");
      requireNonNull(finding, "finding");
      requireNonNull(fix, "fix");
    }

    /**
     * A check that found nothing wrong.
     *
     * @param name what was looked at
     * @param finding what was found
     * @return the check
     */
    public static Check passed(String name, String finding) {
      return new Check(name, Outcome.PASSED, finding, "");
    }

    /**
     * A check that found something wrong.
     *
     * @param name what was looked at
     * @param finding what is wrong
     * @param fix what the reader can do about it
     * @return the check
     */
    public static Check failed(String name, String finding, String fix) {
      return new Check(name, Outcome.FAILED, finding, fix);
    }

    /**
     * A check that was not made.
     *
     * @param name what was to be looked at
     * @param finding why it was not
     * @return the check
     */
    public static Check skipped(String name, String finding) {
      return new Check(name, Outcome.SKIPPED, finding, "");
    }
  }

  /**
   * Looks at everything that the channel needs, in the order in which the channel needs it: the
   * network first, permissions last. Blocks; the host bounds it in time and interrupts the calling
   * thread when that time is over, so that every single check should be bounded as well.
   *
   * @param report takes each check as soon as it was made, on the calling thread; it returns at
   *     once and does not throw
   * @throws ChannelException if the examination itself failed; a check that failed is reported
   *     instead
   * @throws InterruptedException if the host gave up waiting
   */
  void probe(Consumer<Check> report) throws ChannelException, InterruptedException;
}
