package io.nanobot.dingtalk.simulator;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What bots have uploaded, by media ID. */
final class UploadedFiles {
  private final Map<String, SharedFile> byId = new ConcurrentHashMap<>();

  String add(SharedFile file) {
    String id = OpaqueId.random("@lAL");
    byId.put(id, file);
    return id;
  }

  Optional<SharedFile> find(String mediaId) {
    return Optional.ofNullable(byId.get(mediaId));
  }

  void clear() {
    byId.clear();
  }
}
