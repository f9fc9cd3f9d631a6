package io.nanobot.dingtalk.simulator;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who and what exists: apps, people and groups. Everybody is a member of every group. */
record World(List<App> apps, List<Person> people, List<Conversation> groups) {
  static final String CORP_ID = "dingcorp";

  /** The one of people from outside. */
  static final String OTHER_CORP_ID = "dingothercorp";

  World {
    apps = List.copyOf(apps);
    people = List.copyOf(people);
    groups = List.copyOf(groups);
  }

  Optional<App> app(String clientId) {
    return apps.stream().filter(app -> app.clientId().equals(clientId)).findFirst();
  }

  Optional<Person> staff(String staffId) {
    return people.stream().filter(one -> one.staffId().equals(Optional.of(staffId))).findFirst();
  }

  Person person(String idOrName) {
    return Stream.concat(
            staff(idOrName).stream(), people.stream().filter(one -> one.name().equals(idOrName)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "nobody is called " + idOrName + "; there are " + names()));
  }

  Person outsideContact() {
    return people.stream().filter(one -> one.staffId().isEmpty()).findFirst().orElseThrow();
  }

  Optional<Conversation> group(String id) {
    return groups.stream().filter(group -> group.id().equals(id)).findFirst();
  }

  private List<String> names() {
    return people.stream().map(one -> one.id() + " (" + one.name() + ")").toList();
  }
}
