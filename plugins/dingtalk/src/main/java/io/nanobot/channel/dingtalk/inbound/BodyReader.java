package io.nanobot.channel.dingtalk.inbound;

/** Reads the messages of one type. */
@FunctionalInterface
interface BodyReader {
  /** Never fails: what is not there is left out. */
  Body read(Fields content, Media media);
}
