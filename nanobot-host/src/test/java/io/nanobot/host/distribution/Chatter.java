package io.nanobot.host.distribution;

import static org.awaitility.Awaitility.await;

import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.core.ConditionTimeoutException;

/** All staff talk to the bot, each alone and all of them in every group, at the same time. */
final class Chatter {
  private static final Duration POLL = Duration.ofMillis(200);

  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<Talker> talkers = new ArrayList<>();
  private final List<Future<?>> talking = new ArrayList<>();

  Chatter(DingTalkSimulator simulator, long seed) {
    Random random = new Random(seed);
    List<Person> staff =
        simulator.people().stream().filter(person -> person.staffId().isPresent()).toList();
    for (Person person : staff) {
      talkers.add(
          new Talker(
              simulator,
              simulator.oneToOne(person),
              List.of(person),
              new Random(random.nextLong())));
    }
    simulator
        .groups()
        .forEach(
            group ->
                talkers.add(new Talker(simulator, group, staff, new Random(random.nextLong()))));
  }

  void start(ExecutorService threads) {
    talkers.forEach(talker -> talking.add(threads.submit(() -> talker.talk(stop))));
  }

  /** Nobody writes anything new; waits until what was written is acknowledged. */
  void end(Duration patience) throws Exception {
    stop.countDown();
    long deadline = System.nanoTime() + patience.toNanos();
    for (Future<?> one : talking) {
      try {
        one.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        one.cancel(true); // the report tells what was never acknowledged
      }
    }
  }

  /** Waits until everything is answered, or until no answer has come for so long. */
  void awaitAnswers(Duration silence) {
    for (int missing = missing(); missing > 0; missing = missing()) {
      int before = missing;
      try {
        await().pollInterval(POLL).atMost(silence).until(() -> missing() < before);
      } catch (ConditionTimeoutException e) {
        return;
      }
    }
  }

  private int missing() {
    return transcripts().stream().mapToInt(transcript -> transcript.lost().size()).sum();
  }

  /** To be asked when it has ended. */
  List<Transcript> transcripts() {
    return talkers.stream().map(Talker::transcript).toList();
  }
}
