package dev.pointsman.router.config;

import dev.pointsman.router.budget.BudgetPath;
import java.time.Duration;
import java.util.Optional;

/// How budgets are kept.
///
/// `fallback`: who pays for a key that names nobody. `allowanceMicroUsd`: what this router may
/// spend on its own while the store is away; empty: nothing. `tokenSafety`: an input's tokens are
/// reserved as counted times this, since a model may count otherwise. `leastOutputTokens`: an
/// answer is not cut below this to fit. `patience`: how long a request waits for others to give
/// back what they reserved. `lease`: after how long without news a router counts as gone; `late`:
/// how long after that a settlement may come; `approvalLife`: how long an approval waits, and how
/// long it holds once granted.
public record BudgetSettings(
    Optional<BudgetPath> fallback,
    Optional<Long> allowanceMicroUsd,
    double tokenSafety,
    int leastOutputTokens,
    Duration patience,
    Duration lease,
    Duration late,
    Duration approvalLife) {

  static BudgetSettings of(Section section) {
    boolean allows = section.text("on_store_away", "deny").equals("allowance");
    Optional<Long> allowance = Money.microUsd(section, "allowance_usd");
    if (allows && allowance.isEmpty()) {
      throw section.problem(
          "on_store_away", "allowance needs the key `allowance_usd` beside it: USD per router");
    }
    return new BudgetSettings(
        BudgetReader.path(section, "default"),
        allows ? allowance : Optional.empty(),
        section.number("token_safety", 1.25),
        (int) section.integer("least_output_tokens", 256),
        section.millis("patience_ms", 2_000),
        section.millis("lease_ms", 30_000),
        section.millis("late_ms", 3_600_000),
        section.millis("approval_ms", 86_400_000));
  }
}
