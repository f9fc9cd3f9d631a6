package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.PERMISSION;
import static io.nanobot.api.channel.ChannelException.Kind.REJECTED;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.channel.dingtalk.files.OutgoingFile;
import io.nanobot.channel.dingtalk.files.Showing;
import io.nanobot.channel.dingtalk.markdown.Rendering;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes of the files of an answer what DingTalk can show. */
final class DingTalkFiles {
  private static final Logger LOG = LoggerFactory.getLogger(DingTalkFiles.class);

  private final Upload upload;
  private final Cover cover;
  private final FileContents contents;

  DingTalkFiles(Upload upload, FileContents contents) {
    this.upload = upload;
    this.cover = new Cover(upload);
    this.contents = contents;
  }

  /**
   * Uploads what has to be. A file that can not be shown, now or later, becomes a sentence in its
   * place, so that the rest of the answer does not wait for it.
   *
   * @param onlyInSession whether the robot API can not reach the conversation
   */
  Sendable prepare(OutboundMessage message, DingTalkPart part, boolean onlyInSession)
      throws ChannelException, InterruptedException {
    if (part instanceof TextPart text) {
      return text;
    }
    Attachment attachment = ((FilePart) part).attachment();
    try {
      return prepare(contents.read(attachment), onlyInSession);
    } catch (UnusableFile e) {
      LOG.warn("A file of {} can not be shown: {}", message.id(), e.forTheOperator());
      return remark(attachment, e);
    }
  }

  private Sendable prepare(OutgoingFile file, boolean onlyInSession)
      throws UnusableFile, ChannelException, InterruptedException {
    Showing showing = Showing.of(file);
    if (!onlyInSession) {
      return message(file, showing);
    }
    if (showing instanceof Showing.Picture) {
      return picture(uploaded(showing, file));
    }
    throw new UnusableFile("DingTalk takes no files for people without Staff ID");
  }

  private FileMessage message(OutgoingFile file, Showing showing)
      throws UnusableFile, ChannelException, InterruptedException {
    String mediaId = uploaded(showing, file);
    if (showing instanceof Showing.Picture) {
      return new FileMessage("sampleImageMsg", Json.object().put("photoURL", mediaId));
    }
    if (showing instanceof Showing.Voice voice) {
      return new FileMessage(
          "sampleAudio",
          Json.object().put("mediaId", mediaId).put("duration", Long.toString(voice.millis())));
    }
    if (showing instanceof Showing.Film film) {
      return new FileMessage(
          "sampleVideo",
          Json.object()
              .put("videoMediaId", mediaId)
              .put("picMediaId", cover())
              .put("videoType", "mp4")
              .put("duration", Long.toString(film.seconds())));
    }
    return new FileMessage(
        "sampleFile",
        Json.object()
            .put("mediaId", mediaId)
            .put("fileName", file.name())
            .put("fileType", file.extension()));
  }

  private static TextPart picture(String mediaId) {
    DingTalkMarkdown markdown = new DingTalkMarkdown("[picture]", "![](%s)".formatted(mediaId));
    return new TextPart(markdown, Mentions.NOBODY, markdown);
  }

  private String uploaded(Showing showing, OutgoingFile file)
      throws UnusableFile, ChannelException, InterruptedException {
    try {
      return upload.of(showing.uploadType(), file);
    } catch (ChannelException e) {
      throw refused(e);
    }
  }

  private String cover() throws UnusableFile, ChannelException, InterruptedException {
    try {
      return cover.mediaId();
    } catch (ChannelException e) {
      throw refused(e);
    }
  }

  /** Returns what no further attempt changes; throws the rest. */
  private static UnusableFile refused(ChannelException e) throws ChannelException {
    if (e.kind() != REJECTED && e.kind() != PERMISSION) {
      throw e;
    }
    return new UnusableFile("DingTalk does not take it", e.getMessage() + ". " + e.hint());
  }

  private static TextPart remark(Attachment attachment, UnusableFile why) {
    String name = FileContents.name(attachment);
    Rendering sentence =
        Rendering.words("The file %s can not be shown: %s.".formatted(name, why.getMessage()));
    boolean web = attachment.source().matches("(?i)https?://\\S+");
    return DingTalkParts.remark(
        web ? sentence.and(Rendering.link(name, attachment.source())) : sentence);
  }
}
