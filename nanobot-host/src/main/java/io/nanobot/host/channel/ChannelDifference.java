package io.nanobot.host.channel;

import io.nanobot.host.config.ChannelSection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has to be done so that channels run as a configuration wants it.
 *
 * @param removed run and shall not, or are to be of another type
 * @param added do not run and shall
 * @param changed run, and shall do so in another way
 */
record ChannelDifference(
    List<String> removed, List<ChannelSection> added, List<ChannelSection> changed) {

  /**
   * Compares.
   *
   * @param running how each channel that runs does so
   * @param wanted the channels that shall run
   */
  static ChannelDifference between(
      Collection<ChannelSection> running, Collection<ChannelSection> wanted) {
    Map<String, ChannelSection> gone = new LinkedHashMap<>();
    running.forEach(section -> gone.put(section.name(), section));
    List<ChannelSection> added = new ArrayList<>();
    List<ChannelSection> changed = new ArrayList<>();
    for (ChannelSection section : wanted) {
      ChannelSection now = gone.get(section.name());
      if (now == null || !now.type().equals(section.type())) {
        added.add(section);
        continue;
      }
      gone.remove(section.name());
      if (!same(now, section)) {
        changed.add(section);
      }
    }
    return new ChannelDifference(List.copyOf(gone.keySet()), added, changed);
  }

  boolean isEmpty() {
    return removed.isEmpty() && added.isEmpty() && changed.isEmpty();
  }

  /** A plugin's record may have an equals() of its own, and a faulty one. */
  static boolean same(Object one, Object other) {
    try {
      return one.equals(other);
    } catch (RuntimeException | LinkageError e) {
      return false;
    }
  }
}
