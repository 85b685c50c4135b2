package dev.pointsman.router.hold;

import dev.pointsman.feedback.DecisionFile;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Lapsed.Overdue;
import dev.pointsman.feedback.budget.Settlement;
import dev.pointsman.router.config.BudgetSettings;
import dev.pointsman.router.metrics.Telemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps this router's reservations alive, and winds up those of routers that are gone: any router
/// does, and again when one fails at it.
///
/// What a router reserved before it went stays charged in full, since its call may be billed. When
/// nobody has settled it for long enough, the record decides: what it says the call cost; nothing,
/// when no decision is on record, since no call is made before it is; else all that was reserved,
/// which is then written down as the call's outcome. So counters and record agree to the micro-USD.
public final class HoldKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(HoldKeeper.class);
  private static final int AT_ONCE = 200;

  private final BudgetDesk desk;
  private final EventLog log;
  private final Telemetry telemetry;
  private final Lost lost;
  private final DebtKeeper debts;

  public HoldKeeper(BudgetDesk desk, EventLog log, Telemetry telemetry, InstantSource clock) {
    this.desk = desk;
    this.log = log;
    this.telemetry = telemetry;
    this.lost = new Lost(log, clock);
    this.debts = new DebtKeeper(desk, log, lost);
  }

  /// To be done several times a lease.
  public CompletionStage<Void> tend(Holds holds) {
    BudgetSettings settings = holds.settings();
    Duration age = settings.lease().dividedBy(3);
    desk.ledger().tend(age, settings.lease());
    return desk.store()
        .lapse(settings.late(), AT_ONCE)
        .thenCompose(
            lapsed -> {
              if (lapsed.count() > 0) {
                telemetry.lapsed(lapsed.count());
                LOG.warn("{} reservations of routers that are gone stay charged", lapsed.count());
              }
              return CompletableFuture.allOf(
                  lapsed.overdue().stream()
                      .map(overdue -> windUp(overdue).toCompletableFuture())
                      .toArray(CompletableFuture[]::new));
            })
        .thenCompose(done -> debts.tend(holds));
  }

  private CompletionStage<Settlement> windUp(Overdue overdue) {
    return log.find(overdue.id())
        .thenCompose(
            file ->
                file.isEmpty()
                    ? desk.store().settle(overdue.id(), Amount.NONE)
                    : windUp(overdue, file.get()));
  }

  private CompletionStage<Settlement> windUp(Overdue overdue, DecisionFile file) {
    return lost.spent(file, overdue.charged())
        .thenCompose(
            spent ->
                spent
                    .map(amount -> desk.store().settle(overdue.id(), amount))
                    .orElseGet(() -> CompletableFuture.completedStage(Settlement.UNKNOWN)));
  }
}
