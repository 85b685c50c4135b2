package dev.pointsman.router.hold;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Answer.Granted;
import dev.pointsman.feedback.budget.Level;
import dev.pointsman.feedback.budget.Window;
import dev.pointsman.router.metrics.Telemetry;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// What this router may spend on its own while the budget store is away: so many micro-USD that the
/// store does not know of, at any time. It is charged to the budgets as soon as the store is back,
/// whatever their caps, and only then may as much be spent again. A budget that had no room when it
/// was last seen is spent nothing of. Any thread.
final class Allowance {

  private final Ledger ledger;
  private final Telemetry telemetry;
  private final LastSeen lastSeen;
  private final AtomicLong unknown = new AtomicLong();

  Allowance(Ledger ledger, Telemetry telemetry, LastSeen lastSeen) {
    this.ledger = ledger;
    this.telemetry = telemetry;
    this.lastSeen = lastSeen;
  }

  /// What is granted on trust and where it is settled.
  record Trust(Granted granted, Counter counter) {}

  /// The most that is needed where so much is allowed, else the least; empty where that is not
  /// either, or where a charge could be lost.
  Optional<Trust> grant(long allowedMicroUsd, Purse purse, Needs needs, Instant now) {
    if (ledger.isFull() || !lastSeen.hadRoom(purse.windows())) {
      return Optional.empty();
    }
    Optional<Amount> taken =
        Stream.of(needs.most(), needs.least())
            .filter(amount -> purse.mayHold(amount) && take(amount, allowedMicroUsd))
            .findFirst();
    return taken.map(amount -> trust(purse, amount, now));
  }

  private Trust trust(Purse purse, Amount amount, Instant now) {
    telemetry.onTrust();
    List<Level> levels = Collections.nCopies(purse.bounds().size(), Level.EMPTY);
    return new Trust(
        new Granted(amount, levels, now.toEpochMilli()),
        new OnTrust(purse.windows(), amount, now.toEpochMilli()));
  }

  private boolean take(Amount amount, long allowed) {
    long before = unknown.getAndAdd(amount.microUsd());
    if (before + amount.microUsd() <= allowed) {
      return true;
    }
    unknown.addAndGet(-amount.microUsd());
    return false;
  }

  /// One request's part of the allowance.
  private final class OnTrust implements Counter {
    private final List<Window> windows;
    private final Amount taken;
    private final long atMillis;

    OnTrust(List<Window> windows, Amount taken, long atMillis) {
      this.windows = windows;
      this.taken = taken;
      this.atMillis = atMillis;
    }

    @Override
    public boolean isTrusting() {
      return true;
    }

    @Override
    public void shrink(String id, Amount to) {}

    @Override
    public void settle(String id, Amount reserved, Amount spent) {
      unknown.addAndGet(spent.microUsd() - taken.microUsd());
      ledger
          .charge(id, windows, spent, atMillis)
          .thenRun(() -> unknown.addAndGet(-spent.microUsd()));
    }
  }
}
