package dev.pointsman.router.hold;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pointsman.feedback.budget.Span;
import dev.pointsman.router.budget.BudgetTree;
import dev.pointsman.router.budget.RateLimit;
import dev.pointsman.router.config.BudgetSettings;
import dev.pointsman.router.decision.Asker;
import java.time.Instant;
import java.util.Map;

/// Finds what binds a request. The calendar is asked once a period, not once a request: what was
/// found for the same caller and names is kept, for 10,000 of them. Any thread.
final class Purses {

  private static final int KEPT = 10_000;

  private final Cache<Place, Kept> kept = Caffeine.newBuilder().maximumSize(KEPT).build();
  private final BudgetSettings settings;

  Purses(BudgetSettings settings) {
    this.settings = settings;
  }

  private record Place(
      BudgetTree tree,
      String budget,
      String ownProject,
      String user,
      String project,
      String key,
      RateLimit limit) {}

  /// Holds from an instant until just before another.
  private record Kept(Purse purse, long fromMillis, long untilMillis) {

    static Kept of(Purse purse) {
      long from = Long.MIN_VALUE;
      long until = Long.MAX_VALUE;
      for (Bound bound : purse.bounds()) {
        if (bound.window().span() instanceof Span.Period period) {
          from = Math.max(from, period.startMillis());
          until = Math.min(until, period.endMillis());
        }
      }
      return new Kept(purse, from, until);
    }

    boolean holds(Instant now) {
      return fromMillis <= now.toEpochMilli() && now.toEpochMilli() < untilMillis;
    }
  }

  /// `terms` are those of the request.
  Purse of(BudgetTree tree, Asker asker, Map<String, String> terms, Instant now) {
    Place place =
        new Place(
            tree,
            asker.budget(),
            asker.project(),
            terms.getOrDefault("user", ""),
            terms.getOrDefault("project", ""),
            asker.name(),
            asker.limit());
    Kept known = kept.getIfPresent(place);
    if (known == null || !known.holds(now)) {
      Account account = Account.of(asker, terms, settings);
      known = Kept.of(Purse.of(account, tree, now).with("key", asker.name(), asker.limit()));
      kept.put(place, known);
    }
    return known.purse();
  }
}
