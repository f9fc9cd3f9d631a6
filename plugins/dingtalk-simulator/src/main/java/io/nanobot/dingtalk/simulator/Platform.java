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
    SharedFiles files,
    Links links,
    Deliveries deliveries) {

  static Platform of(
      Settings settings, Addresses addresses, Changes changes, Faults faults, Threads threads) {
    Chats chats = new Chats(changes);
    Tickets tickets = new Tickets(settings.clock());
    WebhookSessions sessions = new WebhookSessions(settings.clock());
    Links links = new Links(settings, tickets, faults, changes, threads);
    SharedFiles files = new SharedFiles(settings.clock());
    BotMessage botMessage =
        new BotMessage(settings.world(), sessions, addresses, new FileContent(files));
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
        files,
        links,
        new Deliveries(settings, links, chats, faults, threads, botMessage));
  }

  /** Forgets what was said and asked, and ends all faults; links and tokens stay. */
  void reset() {
    faults.clear();
    deliveries.forget();
    sessions.clear();
    files.clear();
    chats.clear();
    journal.clear();
  }
}
