package dev.pointsman.router.budget;

import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.feedback.budget.Window;
import dev.pointsman.router.budget.BudgetWindow.Every;
import java.time.Instant;
import java.util.Optional;

/// How much a key may ask, or a model be asked, by all routers together: requests and tokens in any
/// minute, requests under way at once. {@link Caps#NO_CAP} where unlimited.
public record RateLimit(long requestsPerMinute, long tokensPerMinute, long concurrent) {

  public static final RateLimit NONE = new RateLimit(Caps.NO_CAP, Caps.NO_CAP, Caps.NO_CAP);

  public static final BudgetWindow WINDOW = BudgetWindow.rolling(Every.MINUTE);

  /// Its counter, by the name of what is limited; empty when nothing is.
  public Optional<Window> window(String name) {
    return equals(NONE)
        ? Optional.empty()
        : Optional.of(
            WINDOW.at(
                name,
                new Caps(Caps.NO_CAP, tokensPerMinute, requestsPerMinute, concurrent),
                Instant.EPOCH));
  }
}
