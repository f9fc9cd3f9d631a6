package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of the kill loop; {@link KillLoopMain} is the long one. */
class KillLoopIT {
  private static final int KILLS = 5;

  @TempDir private Path directory;

  @Test
  void oneGatewayOnSqliteKeepsItsPromisesWhenItIsKilled() throws Exception {
    // frozen, it would only make everybody wait
    check(settings(KillLoopStore.SQLITE).withStops(1).withFreezes(0));
  }

  @Test
  void threeGatewaysOnPostgresqlKeepTheirPromisesWhenTheyAreKilled() throws Exception {
    check(settings(KillLoopStore.POSTGRESQL));
  }

  @Test
  void threeGatewaysOnMariadbKeepTheirPromisesWhenTheyAreKilled() throws Exception {
    check(settings(KillLoopStore.MARIADB));
  }

  private static KillLoopSettings settings(KillLoopStore store) {
    return store.settings(KILLS, new Random().nextLong());
  }

  private void check(KillLoopSettings settings) throws Exception {
    System.out.println("seed " + settings.seed());
    KillReport report = KillLoop.run(settings, directory);
    System.out.println(report.summary());
    assertThat(report.failures()).as(report.summary()).isEmpty();
  }
}
