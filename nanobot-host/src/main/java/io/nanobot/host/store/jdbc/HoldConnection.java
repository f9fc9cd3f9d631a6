package io.nanobot.host.store.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** This gateway takes, or keeps, a place among those that are connected for a channel. */
final class HoldConnection extends Change<OptionalLong> {
  private record Place(int number, String owner, long expiresAt) {}

  private final String channel;
  private final int places;
  private final Duration duration;

  HoldConnection(String channel, int places, Duration duration) {
    this.channel = channel;
    this.places = places;
    this.duration = duration;
  }

  @Override
  void declare(UnitOfWork work) {
    // about no lane
  }

  @Override
  OptionalLong apply(UnitOfWork work) throws SQLException {
    Optional<Place> place = place(work);
    if (place.isEmpty()) {
      return OptionalLong.empty();
    }
    work.session()
        .update(
            "UPDATE connection_lease SET owner = ?, expires_at = ? WHERE channel = ? AND place = ?",
            work.owner(),
            work.now() + duration.toMillis(),
            channel,
            place.get().number());
    return OptionalLong.of(work.heldUntil(duration));
  }

  private Optional<Place> place(UnitOfWork work) throws SQLException {
    makePlaces(work);
    List<Place> all =
        work.session()
            .query(
                "SELECT place, owner, expires_at FROM connection_lease"
                    + " WHERE channel = ? AND place <= ? ORDER BY place"
                    + work.dialect().forUpdate(),
                result -> new Place(result.getInt(1), result.getString(2), result.getLong(3)),
                channel,
                places);
    Optional<Place> own =
        all.stream().filter(place -> place.owner().equals(work.owner())).findFirst();
    return own.isPresent()
        ? own
        : all.stream().filter(place -> place.expiresAt() <= work.now()).findFirst();
  }

  private void makePlaces(UnitOfWork work) throws SQLException {
    long there =
        work.session().number("SELECT COUNT(*) FROM connection_lease WHERE channel = ?", channel);
    for (long place = there + 1; place <= places; place++) {
      work.session()
          .update(
              work.dialect()
                  .insertUnlessPresent("connection_lease", "channel, place, owner, expires_at"),
              channel,
              (int) place,
              "",
              0L);
    }
  }

  @Override
  boolean outlastsFaults() {
    return false;
  }
}
