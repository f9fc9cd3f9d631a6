package io.nanobot.dingtalk.simulator;

import java.util.List;

/** What a ticket allows: a connection of this app with these subscriptions. */
record Grant(App app, List<Subscription> subscriptions, String userAgent) {
  Grant {
    subscriptions = List.copyOf(subscriptions);
  }
}
