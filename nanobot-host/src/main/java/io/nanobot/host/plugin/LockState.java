package io.nanobot.host.plugin;

/** How a plugin jar compares with {@code plugins.lock}. */
public enum LockState {
  /** The lock names it, with this digest. */
  LOCKED,
  /** The lock names a file of this name, but with another digest. */
  CHANGED,
  /** The lock does not name it. */
  UNKNOWN,
  /** The lock names it, and it is in none of the folders. */
  MISSING,
  /** The jar or its folder can not be read, so it can not be compared. */
  UNREADABLE
}
