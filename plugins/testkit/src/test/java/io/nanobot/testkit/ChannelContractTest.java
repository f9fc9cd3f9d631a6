package io.nanobot.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.nanobot.api.channel.ChannelFactory;
import io.nanobot.testkit.Letterbox.Mistake;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs the contract with a good channel and with bad ones. */
final class ChannelContractTest {
  /** Which test finds which mistake. */
  private static final Map<Mistake, String> FOUND_BY =
      Map.ofEntries(
          Map.entry(Mistake.STARTS_THREAD_WHEN_MADE, "isMadeWithoutThreadsAndConnections"),
          Map.entry(Mistake.NEW_ID_FOR_EACH_DELIVERY, "keepsTheIdOfMessageThatIsDeliveredAgain"),
          Map.entry(
              Mistake.ACKNOWLEDGES_BEFORE_STORING,
              "acknowledgesWhenTheMessageIsStoredAndNotBefore"),
          Map.entry(Mistake.ACKNOWLEDGES_WHEN_BUSY, "doesNotAcknowledgeWhenTheHostIsBusy"),
          Map.entry(Mistake.REPORTS_BREAK_TWICE, "reportsBrokenConnectionOnce"),
          Map.entry(Mistake.REPORTS_CLOSE_AS_BREAK, "closesCompletely"),
          Map.entry(Mistake.SENDS_AFTER_CLOSE, "refusesToWorkAfterClose"),
          Map.entry(Mistake.LEAVES_THREAD, "closesCompletely"),
          Map.entry(Mistake.LOGS_PASSWORD, "logsNoSecretAndNoText"),
          Map.entry(Mistake.SWALLOWS_INTERRUPT, "canBeInterruptedWhileConnecting"),
          Map.entry(Mistake.WRITES_UNASKED_WITHOUT_TARGET, "writesUnaskedOrRefusesTo"),
          Map.entry(Mistake.FETCHES_BEFORE_IT_IS_ASKED, "fetchesWhatCameWithMessageOnceItIsAsked"),
          Map.entry(Mistake.FETCHES_WHAT_IS_TOO_LARGE, "fetchesNothingThatIsTooLarge"),
          Map.entry(Mistake.FETCHES_AFTER_CLOSE, "fetchesNothingAfterClose"),
          Map.entry(Mistake.LOSES_MESSAGE_IN_SILENCE, "doesNotAcknowledgeWhenTheHostIsBusy"));

  private static Set<Mistake> mistakes = Set.of();
  private static boolean acknowledges = true;

  @Test
  void goodChannelPasses() {
    EngineExecutionResults results = run(Set.of(), selectClass(LetterboxContract.class));
    assertThat(results.testEvents().failed().list()).isEmpty();
    assertThat(results.testEvents().succeeded().count()).isGreaterThanOrEqualTo(24);
  }

  @Test
  void goodChannelPassesWithPlatformThatAcknowledgesNothing() {
    acknowledges = false;
    EngineExecutionResults results = run(Set.of(), selectClass(LetterboxContract.class));
    assertThat(results.testEvents().failed().list()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void eachMistakeIsFound(Mistake mistake) {
    acknowledges = mistake != Mistake.LOSES_MESSAGE_IN_SILENCE;
    var finder = selectMethod(LetterboxContract.class, FOUND_BY.get(mistake));
    assertThat(run(Set.of(), finder).testEvents().failed().count()).isZero();
    System.setProperty(Eventually.PATIENCE, "PT1S");
    assertThat(run(EnumSet.of(mistake), finder).testEvents().failed().count()).isOne();
  }

  @AfterEach
  void beAsBefore() {
    acknowledges = true;
    System.clearProperty(Eventually.PATIENCE);
  }

  private static EngineExecutionResults run(Set<Mistake> made, DiscoverySelector tests) {
    mistakes = made;
    return EngineTestKit.engine("junit-jupiter").selectors(tests).execute();
  }

  /** Not found by the build itself, because of its name. */
  static final class LetterboxContract extends ChannelContract<Letterbox.Config> {
    private Letterbox letterbox;

    @Override
    protected ChannelFactory<Letterbox.Config> factory() {
      return letterbox.factory();
    }

    @Override
    protected TestPlatform startPlatform() {
      letterbox = new Letterbox(mistakes, acknowledges);
      return letterbox;
    }

    @Override
    protected Letterbox.Config config(TestPlatform platform) {
      return letterbox.config();
    }

    @Override
    protected List<String> secrets(TestPlatform platform) {
      return List.of(Letterbox.PASSWORD);
    }
  }
}
