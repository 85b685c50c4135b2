package dev.pointsman.router.hold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.BudgetStore;
import dev.pointsman.feedback.memory.InMemoryBudgetStore;
import dev.pointsman.router.billing.Fees;
import dev.pointsman.router.billing.Quantities;
import dev.pointsman.router.billing.Rates;
import dev.pointsman.router.billing.Tariff;
import dev.pointsman.router.budget.BudgetTree;
import dev.pointsman.router.metrics.Telemetry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AllowanceTest {

  private static final int MOST_UNDELIVERED = 100_000;

  private final BudgetStore store = new InMemoryBudgetStore(InstantSource.system());
  private final Ledger ledger = new Ledger(store, new Telemetry());
  private final Allowance allowance = new Allowance(ledger, new Telemetry(), new LastSeen());

  /// Its charge could be lost.
  @Test
  void grant_moreIsUndeliveredThanIsKept_isRefused() {
    assertThat(granted()).isTrue();
    for (int i = 0; i < MOST_UNDELIVERED; i++) {
      ledger.giveBack("r" + i);
    }

    assertThat(granted()).isFalse();
  }

  private boolean granted() {
    Purse purse =
        Purse.of(new Account(Optional.empty(), Optional.empty()), BudgetTree.EMPTY, Instant.now());
    Tariff tariff = new Tariff(Rates.of(1, 1), List.of(), Fees.NONE);
    Need need = new Need(tariff, Quantities.NONE, 0, 1, new Amount(7, 7));
    return allowance.grant(100, purse, new Needs(Map.of("a", need), 16), Instant.now()).isPresent();
  }
}
