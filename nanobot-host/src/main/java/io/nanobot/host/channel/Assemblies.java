package io.nanobot.host.channel;

import java.util.Optional;

/** With which settings a channel works, with which it is to work, and which are known to work. */
@SuppressWarnings("ReferenceEquality") // one may be wanted anew that equals a refused one
final class Assemblies {
  private ChannelAssembly running; // all guarded by this
  private ChannelAssembly wanted;
  private ChannelAssembly told;
  private Optional<ChannelAssembly> proven = Optional.empty();

  Assemblies(ChannelAssembly first) {
    this.running = first;
    this.wanted = first;
    this.told = first;
  }

  synchronized ChannelAssembly running() {
    return running;
  }

  /** Returns whether that is something else than what works now. */
  synchronized boolean want(ChannelAssembly next) {
    wanted = next.hasSettingsOf(running) ? running : next;
    return wanted != running;
  }

  synchronized boolean isChanged() {
    return wanted != running;
  }

  synchronized boolean isWanted(ChannelAssembly assembly) {
    return wanted == assembly;
  }

  synchronized ChannelAssembly wanted() {
    return wanted;
  }

  synchronized ChannelAssembly adopt(ChannelAssembly next) {
    running = next;
    return next;
  }

  /** What runs now has connected. Returns whether that is news since the settings changed. */
  synchronized boolean prove() {
    proven = Optional.of(running);
    boolean news = running != told;
    told = running;
    return news;
  }

  /** Nothing is tried with this again until something else is wanted. */
  synchronized void refuse(ChannelAssembly refused) {
    if (wanted == refused) {
      wanted = running;
    }
  }

  /** What runs now can not work: goes back to what did. Returns whether there is such a thing. */
  synchronized boolean fallBack() {
    boolean possible = proven.filter(last -> last != running).isPresent();
    if (possible) {
      ChannelAssembly refused = running;
      running = proven.get();
      refuse(refused);
    } else {
      proven = Optional.empty();
    }
    return possible;
  }
}
