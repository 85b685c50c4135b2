package dev.pointsman.router.admin;

import dev.pointsman.feedback.StoreAwayException;
import dev.pointsman.feedback.redis.RedisConnection;
import dev.pointsman.feedback.redis.RedisReader;
import dev.pointsman.feedback.redis.RedisTable;
import dev.pointsman.feedback.spend.Grain;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.config.RouterConfig.Route;
import dev.pointsman.router.spend.FixedCost;
import dev.pointsman.router.spend.FixedCosts;
import dev.pointsman.router.spend.Focus.Source;
import dev.pointsman.router.spend.SpendWindow.Period;
import dev.pointsman.router.spend.Spent;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The flags that say which days of which router's spend are meant.
final class LedgerOptions {

  private static final int DEFAULT_DAYS = 30;
  private static final int PATIENCE_SECONDS = 30;

  @Mixin private StoreOptions options = new StoreOptions();

  @Option(
      names = "--from",
      paramLabel = "DAY",
      defaultValue = "",
      description = "First day, YYYY-MM-DD in UTC. Default: 30 days before --to.")
  private String from = "";

  @Option(
      names = "--to",
      paramLabel = "DAY",
      defaultValue = "",
      description = "The day after the last. Default: tomorrow.")
  private String to = "";

  Period period() {
    LocalDate end = day("--to", to, LocalDate.now(ZoneOffset.UTC).plusDays(1));
    LocalDate begin = day("--from", from, end.minusDays(DEFAULT_DAYS));
    if (!begin.isBefore(end)) {
      throw new ConfigProblem("--from " + begin + " is not before --to " + end);
    }
    return new Period(Grain.DAY, millis(begin), millis(end));
  }

  PlaceOptions.Store store() {
    return options.store();
  }

  /// By route, day and group.
  List<Spent> read(PlaceOptions.Store store, Period period) {
    List<String> routes =
        options
            .route(store.config())
            .map(List::of)
            .orElseGet(() -> store.config().routes().stream().map(Route::name).toList());
    List<Spent> all = new ArrayList<>();
    try (RedisConnection redis = store.connect()) {
      RedisReader reader = new RedisReader(redis);
      for (String route : routes) {
        all.addAll(
            Spent.of(route, reader.spend(route, period.grain(), period.from(), period.to())));
      }
    }
    return all;
  }

  static List<FixedCost> fixedCosts(PlaceOptions.Store store) {
    try (RedisConnection redis = store.connect()) {
      return new FixedCosts(new RedisTable(redis, FixedCosts.TABLE))
          .all()
          .toCompletableFuture()
          .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      throw new StoreAwayException("Redis does not answer: " + e.getMessage(), e);
    }
  }

  /// Whose model an arm is; one that is no longer configured stands for itself.
  static Source source(PlaceOptions.Store store, String arm) {
    for (Model model : store.config().models()) {
      if (model.id().equals(arm)) {
        boolean isHosted = model.price().at(System.currentTimeMillis()).hosting().isPresent();
        return new Source(model.provider(), model.upstreamName(), isHosted);
      }
    }
    return new Source("unknown", arm);
  }

  private static LocalDate day(String flag, String text, LocalDate fallback) {
    try {
      return text.isEmpty() ? fallback : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new ConfigProblem(flag + ": was '" + text + "'; give a day as 2026-01-31");
    }
  }

  private static long millis(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }
}
