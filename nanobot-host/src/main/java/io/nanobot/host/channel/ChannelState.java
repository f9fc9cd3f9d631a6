package io.nanobot.host.channel;

/** Where a channel is in its life. */
public enum ChannelState {
  /** It makes its first attempt to connect. */
  STARTING,
  /** Messages arrive and are sent. */
  CONNECTED,
  /** Another gateway holds the connection; this one takes over when that is gone. */
  STANDBY,
  /** It lost its connection or could not connect, and makes the next attempt after a pause. */
  BACKING_OFF,
  /** It can not work until somebody does something; the next attempt is made after a long pause. */
  FAILED,
  /** It was told to stop. */
  STOPPED,
  /** The configuration enables it, but no installed plugin provides it. */
  WAITING_FOR_PLUGIN
}
