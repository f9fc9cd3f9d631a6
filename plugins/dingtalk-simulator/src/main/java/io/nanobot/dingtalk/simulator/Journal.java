package io.nanobot.dingtalk.simulator;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Every request of a client, from the moment it has arrived. */
final class Journal {
  private final List<RecordedRequest> requests = new ArrayList<>();
  private final Clock clock;
  private final Changes changes;
  private int forgotten;

  Journal(Clock clock, Changes changes) {
    this.clock = clock;
    this.changes = changes;
  }

  /** Notes a request without an answer; returns by which number to note the answer. */
  int arrived(String method, String path) {
    int number;
    synchronized (this) {
      requests.add(new RecordedRequest(clock.instant(), method, path, 0));
      number = forgotten + requests.size() - 1;
    }
    changes.announce();
    return number;
  }

  void answered(int number, int status) {
    synchronized (this) {
      int index = number - forgotten;
      if (index >= 0) {
        RecordedRequest old = requests.get(index);
        requests.set(index, new RecordedRequest(old.at(), old.method(), old.path(), status));
      }
    }
    changes.announce();
  }

  synchronized List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  synchronized void clear() {
    forgotten += requests.size();
    requests.clear();
  }
}
