package io.nanobot.host.store;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was asked for longest ago when it would grow too large. One thread. */
public final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final int remembered;

  /**
   * An empty one.
   *
   * @param remembered how many entries it keeps
   */
  public RecentlyUsed(int remembered) {
    super(16, 0.75f, true);
    this.remembered = remembered;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > remembered;
  }
}
