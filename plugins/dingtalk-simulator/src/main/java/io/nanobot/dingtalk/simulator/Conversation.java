package io.nanobot.dingtalk.simulator;

import java.util.Optional;

/**
 * A place where people and robots talk.
 *
 * @param title what people see above it
 * @param person who talks to the robot; nobody when this is a group
 */
public record Conversation(String id, String title, Optional<Person> person) {
  static Conversation group(String title) {
    return new Conversation(OpaqueId.stable("cid", "group", title), title, Optional.empty());
  }

  static Conversation oneToOne(App app, Person person) {
    String id = OpaqueId.stable("cid", "1:1", app.clientId(), person.id());
    return new Conversation(id, app.robotName(), Optional.of(person));
  }

  public boolean isGroup() {
    return person.isEmpty();
  }
}
