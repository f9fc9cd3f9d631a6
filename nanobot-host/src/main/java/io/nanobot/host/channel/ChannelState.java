package io.nanobot.host.channel;

/** Where a channel is in its life. */
public enum ChannelState {
  /** It makes an attempt to connect. */
  STARTING,
  /** Messages arrive and are sent. */
  CONNECTED,
  /** It lost its connection or could not connect, and waits for the next attempt. */
  BACKING_OFF,
  /** It can not work until somebody does something; it is tried again only slowly. */
  FAILED,
  /** It was told to stop. */
  STOPPED,
  /** The configuration enables it, but no installed plugin provides it. */
  WAITING_FOR_PLUGIN
}
