package io.nanobot.api.channel;

import io.nanobot.api.download.DownloadException;
import io.nanobot.api.message.Attachment;
import java.nio.file.Path;

/**
 * The ability to fetch what came with a message. A {@link Channel} implements it beside its main
 * interface if its messages may have attachments.
 *
 * <p>Nothing is to be fetched when a message arrives: whoever wrote it may not be admitted. The
 * host calls this later, just before an agent answers the message, gives the agent the file, and
 * removes it when it is old. May be called from any thread, by several at once, and as long as
 * {@link Channel#send} works. The host bounds every call in time and interrupts the calling thread
 * when that time is over.
 */
public interface MediaSource {
  /**
   * Makes one attempt to fetch one attachment, and returns when all of it is at the target. If the
   * platform gives out a URL, hand it to {@link ChannelContext#downloads()} with the same target
   * and size, and let its failure through.
   *
   * @param attachment an attachment of a message that this channel has received; its source is what
   *     the channel has put there, perhaps before a restart
   * @param target where to write the file: an absolute path below {@link
   *     ChannelContext#dataDirectory()}. Its folder is there, the file is not
   * @param maxBytes the largest size that is of use, at least 1
   * @throws ChannelException if the platform does not give it out; its kind tells the host whether
   *     to try again, and its message is for the log. Nothing is at the target
   * @throws DownloadException if the host's downloads failed; nothing is at the target
   * @throws InterruptedException if the host gave up waiting; nothing is at the target
   */
  void fetch(Attachment attachment, Path target, long maxBytes)
      throws ChannelException, DownloadException, InterruptedException;
}
