package io.nanobot.dingtalk.simulator;

/** What the platform remembers, for those who answer on its behalf. */
record Platform(
    Settings settings,
    Addresses addresses,
    Changes changes,
    Faults faults,
    Chats chats,
    Journal journal,
    Tokens tokens,
    Tickets tickets,
    WebhookSessions sessions,
    Links links,
    Deliveries deliveries) {

  static Platform of(
      Settings settings, Addresses addresses, Changes changes, Faults faults, Threads threads) {
    Chats chats = new Chats(changes);
    Tickets tickets = new Tickets(settings.clock());
    WebhookSessions sessions = new WebhookSessions(settings.clock());
    Links links = new Links(settings, tickets, faults, changes, threads);
    BotMessage botMessage = new BotMessage(settings.world(), sessions, addresses);
    return new Platform(
        settings,
        addresses,
        changes,
        faults,
        chats,
        new Journal(settings.clock(), changes),
        new Tokens(settings.clock()),
        tickets,
        sessions,
        links,
        new Deliveries(settings, links, chats, faults, threads, botMessage));
  }

  /** Forgets what was said and asked, and ends all faults; links and tokens stay. */
  void reset() {
    faults.clear();
    deliveries.forget();
    sessions.clear();
    chats.clear();
    journal.clear();
  }
}
