package io.nanobot.dingtalk.simulator;

import tools.jackson.databind.JsonNode;

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
    UploadedFiles uploads,
    Links links,
    Deliveries deliveries,
    Cards cards,
    CardClicks cardClicks) {

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
        new UploadedFiles(),
        links,
        new Deliveries(settings, links, chats, faults, threads, botMessage),
        new Cards(),
        new CardClicks(links, chats, changes, settings.clock()));
  }

  /** Takes what a client sent through a link. */
  void heard(JsonNode frame) {
    deliveries.heard(frame);
    cardClicks.heard(frame);
  }

  /** Forgets what was said and asked, and ends all faults; links and tokens stay. */
  void reset() {
    faults.clear();
    deliveries.forget();
    sessions.clear();
    files.clear();
    cards.clear();
    cardClicks.forget();
    uploads.clear();
    chats.clear();
    journal.clear();
  }
}
