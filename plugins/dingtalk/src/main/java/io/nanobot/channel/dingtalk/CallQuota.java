package io.nanobot.channel.dingtalk;

import io.nanobot.channel.dingtalk.disk.AtomicFile;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Counts what DingTalk bills by the calendar month, and warns before the quota ends. It knows of
 * this channel's calls only; other apps of the organisation use the same quota. What another
 * process has counted in the same file is added to: {@code nanobot recall} calls DingTalk as well.
 */
final class CallQuota {
  private static final Logger LOG = LoggerFactory.getLogger(CallQuota.class);

  /** DingTalk's months begin in China. */
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private static final int EARLY = 80;
  private static final int LATE = 95;

  /** What is counted apart: dingtalk-protocol.md 10.3. */
  enum Budget {
    /** Calls of the new API and uploads, but not tokens, connections and contacts. */
    API("API calls", "monthlyApiCalls"),
    /** Answers through session webhooks, and what the stream brings. */
    STREAM("Webhook & Stream calls", "monthlyStreamCalls");

    private final String title;
    private final String option;

    Budget(String title, String option) {
      this.title = title;
      this.option = option;
    }

    static Optional<Budget> of(URI address) {
      String path = String.valueOf(address.getPath());
      if (path.startsWith("/robot/")) {
        return Optional.of(STREAM);
      }
      boolean free =
          path.startsWith("/v1.0/oauth2/")
              || path.startsWith("/v1.0/gateway/")
              || path.startsWith("/v1.0/contact/");
      boolean billed = path.startsWith("/v1.0/") || path.equals(Upload.PATH);
      return billed && !free ? Optional.of(API) : Optional.empty();
    }

    private String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Path file;
  private final Map<Budget, Long> limits;
  private final Clock clock;
  private final Map<Budget, Long> used = new EnumMap<>(Budget.class);
  private YearMonth month;
  private boolean apiUsedUp;
  private boolean loadFailed;
  private boolean saveFailed;

  CallQuota(DingTalkConfig config, Path folder, Clock clock) {
    this.file = folder.resolve("calls.json");
    this.limits =
        Map.of(Budget.API, config.monthlyApiCalls(), Budget.STREAM, config.monthlyStreamCalls());
    this.clock = clock;
  }

  /** DingTalk has answered a call. */
  synchronized void called(URI address, boolean quotaUsedUp) {
    Optional<Budget> budget = Budget.of(address);
    budget.ifPresent(it -> count(it, 1));
    if (budget.filter(Budget.API::equals).isPresent()) {
      apiUsedUp = quotaUsedUp;
    }
  }

  /** The stream has brought so much. */
  synchronized void pushed(int times) {
    count(Budget.STREAM, times);
  }

  /** How many there were this month. */
  synchronized long used(Budget budget) {
    turnPage();
    return used.getOrDefault(budget, 0L);
  }

  /**
   * Whether API calls that are not needed should be left out: 95 % are used, or DingTalk says that
   * all are.
   */
  synchronized boolean apiNearlyUsedUp() {
    return apiUsedUp || reaches(LATE, used(Budget.API), limits.get(Budget.API));
  }

  private void count(Budget budget, int times) {
    turnPage();
    load();
    long before = used.getOrDefault(budget, 0L);
    long now = before + times;
    used.put(budget, now);
    long limit = limits.get(budget);
    if (crosses(LATE, before, now, limit)) {
      warn(LATE, budget, now, limit);
    } else if (crosses(EARLY, before, now, limit)) {
      warn(EARLY, budget, now, limit);
    }
    save();
  }

  private static boolean crosses(int percent, long before, long now, long limit) {
    return reaches(percent, now, limit) && !reaches(percent, before, limit);
  }

  private static boolean reaches(int percent, long used, long limit) {
    return used * 100 >= limit * percent;
  }

  private static void warn(int percent, Budget budget, long used, long limit) {
    LOG.warn(
        "{} % of this month's DingTalk {} are used: {} of {}, without those of other apps. If the"
            + " organisation has more, set {}; otherwise DingTalk stops answering at the end of"
            + " them until the next month",
        percent, budget.title, used, limit, budget.option);
  }

  private void turnPage() {
    YearMonth now = YearMonth.now(clock.withZone(CHINA));
    if (!now.equals(month)) {
      month = now;
      used.clear();
      apiUsedUp = false;
      load();
    }
  }

  /** The larger count is the later one: ours may not have been saved, and others count as well. */
  private void load() {
    try {
      JsonNode saved = Json.readObject(Files.readString(file)).orElseThrow();
      YearMonth counted = YearMonth.parse(Json.text(saved, "month").orElse(""));
      for (Budget budget : Budget.values()) {
        long calls = counted.equals(month) ? saved.path(budget.key()).asLong(0) : 0;
        used.merge(budget, calls, Math::max);
      }
      loadFailed = false;
    } catch (NoSuchFileException | ClosedByInterruptException e) {
      // none was counted yet, or whoever calls is being stopped: then those of others count later
    } catch (IOException | RuntimeException e) {
      if (!loadFailed) {
        LOG.warn("{} can not be read, this month's calls are counted from now on", file);
      }
      loadFailed = true;
    }
  }

  /** Each time: a call takes a hundred times longer. */
  private void save() {
    ObjectNode json = Json.object().put("month", month.toString());
    used.forEach((budget, count) -> json.put(budget.key(), count));
    try {
      AtomicFile.write(file, Json.write(json));
      saveFailed = false;
    } catch (IOException e) {
      if (!saveFailed) {
        LOG.warn("{} can not be written ({}); the count ends with the gateway", file, e.toString());
      }
      saveFailed = true;
    }
  }
}
