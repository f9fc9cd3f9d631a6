package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.DeadLetter;
import io.nanobot.host.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The messages of a store that were given up, for a person who looks after them. */
public final class DeadLetters {
  private static final int AT_ONCE = 100;

  /**
   * Looks at a bounded number of dead letters.
   *
   * @param last the number of the last one that was looked at; 0 if there are no more
   */
  private record Portion(List<DeadLetter> letters, long last) {}

  private final StoreTools tools;
  private final PayloadCodec codec = new PayloadCodec();

  DeadLetters(StoreTools tools) {
    this.tools = tools;
  }

  /** Shows those that are wanted, the newest last; any number, a portion at a time. */
  public void forEach(Predicate<DeadLetter> wanted, Consumer<DeadLetter> consumer) {
    inPortions(wanted, letters -> letters.forEach(consumer));
  }

  public Optional<DeadLetter> find(long id) {
    return tools.read(session -> DeadLetterTable.find(session, codec, id));
  }

  /**
   * Puts one back at the end of its lane, where it is tried anew.
   *
   * @return false if there is none of that number
   * @throws StoreException if what it carries can not be read, or the store does not work
   */
  public boolean retry(long id) {
    Optional<DeadLetter> letter = find(id);
    letter.ifPresent(found -> retry(List.of(found)));
    return letter.isPresent();
  }

  /** Puts all that are wanted and can be read back at the end of their lanes; says how many. */
  public long retryAll(Predicate<DeadLetter> wanted) {
    long[] count = {0};
    inPortions(
        wanted.and(letter -> letter.payload().isPresent()), letters -> count[0] += retry(letters));
    return count[0];
  }

  /** Removes one; false if there is none of that number. */
  public boolean purge(long id) {
    return remove(List.of(id)) == 1;
  }

  /** Removes all that are wanted; says how many. */
  public long purgeAll(Predicate<DeadLetter> wanted) {
    long[] count = {0};
    inPortions(
        wanted, letters -> count[0] += remove(letters.stream().map(DeadLetter::id).toList()));
    return count[0];
  }

  /** Those that were given up longer ago, by the engine's clock. */
  public Predicate<DeadLetter> olderThan(Duration age) {
    Instant limit =
        Instant.ofEpochMilli(tools.read(session -> tools.dialect().now(session))).minus(age);
    return letter -> letter.diedAt().isBefore(limit);
  }

  /** Up to the newest that is there now: what is tried again may be given up again at once. */
  private void inPortions(Predicate<DeadLetter> wanted, Consumer<List<DeadLetter>> consumer) {
    long newest = tools.read(DeadLetterTable::newest);
    Portion portion = portion(0, newest, wanted);
    while (portion.last() > 0) {
      consumer.accept(portion.letters());
      portion = portion(portion.last(), newest, wanted);
    }
  }

  private Portion portion(long after, long newest, Predicate<DeadLetter> wanted) {
    List<DeadLetter> found =
        tools.read(session -> DeadLetterTable.between(session, codec, after, newest, AT_ONCE));
    long last = found.isEmpty() ? 0 : found.get(found.size() - 1).id();
    return new Portion(found.stream().filter(wanted).toList(), last);
  }

  private int retry(List<DeadLetter> letters) {
    List<Revive> changes = new ArrayList<>();
    for (DeadLetter letter : letters) {
      String encoded =
          codec.encode(
              letter
                  .payload()
                  .orElseThrow(
                      () ->
                          new StoreException(
                              "Dead letter %d can not be read, so it can not be tried again."
                                  .formatted(letter.id()))));
      changes.add(new Revive(letter, encoded));
    }
    if (!changes.isEmpty()) {
      tools.commit(changes);
    }
    return (int) changes.stream().filter(Revive::happened).count();
  }

  private int remove(List<Long> ids) {
    return tools.change(
        session -> {
          int count = DeadLetterTable.remove(session, ids);
          session.commit();
          return count;
        });
  }
}
