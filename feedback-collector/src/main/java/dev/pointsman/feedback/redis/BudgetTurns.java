package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Answer;
import dev.pointsman.feedback.budget.Claim;
import dev.pointsman.feedback.budget.Settlement;
import dev.pointsman.feedback.redis.BudgetTurn.Claiming;
import dev.pointsman.feedback.redis.BudgetTurn.Settling;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// Claims and settlements on their way to the store: one run of the script at a time, and what
/// comes meanwhile goes together in the next. A lone claim waits for nothing; a settlement, for
/// which nobody waits, for the next claim, or `patience`. Any thread.
final class BudgetTurns {

  private static final int MOST = 100;

  private final Function<List<String>, CompletionStage<List<?>>> script;
  private final ScheduledExecutorService ticker;
  private final Duration patience;
  private final Queue<Claiming> claimings = new ConcurrentLinkedQueue<>();
  private final Queue<Settling> settlings = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isDue = new AtomicBoolean();
  private final AtomicBoolean isBusy = new AtomicBoolean();

  BudgetTurns(
      Function<List<String>, CompletionStage<List<?>>> script,
      ScheduledExecutorService ticker,
      Duration patience) {
    this.script = script;
    this.ticker = ticker;
    this.patience = patience;
  }

  CompletionStage<Answer> claim(Claim claim) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    claimings.add(new Claiming(claim, answer));
    go();
    return answer;
  }

  CompletionStage<Settlement> settle(String id, Amount spent) {
    CompletableFuture<Settlement> made = new CompletableFuture<>();
    settlings.add(new Settling(id, spent, made));
    if (isDue.compareAndSet(false, true)) {
      try {
        var _ = ticker.schedule(this::due, patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException closing) {
        due();
      }
    }
    return made;
  }

  private void due() {
    isDue.set(false);
    go();
  }

  /// Until nothing waits, or a turn is under way, whose end comes here again.
  private void go() {
    while (!(claimings.isEmpty() && settlings.isEmpty()) && isBusy.compareAndSet(false, true)) {
      BudgetTurn turn = gather();
      if (turn.isEmpty()) {
        isBusy.set(false);
      } else {
        var _ =
            CompletableFuture.completedStage(turn.arguments())
                .thenCompose(script)
                .whenComplete((replies, failure) -> next())
                .thenAccept(turn::told)
                .exceptionally(turn::failed);
      }
    }
  }

  private void next() {
    isBusy.set(false);
    go();
  }

  private BudgetTurn gather() {
    BudgetTurn turn = new BudgetTurn();
    int free = MOST;
    for (Settling one = settlings.poll(); one != null; one = --free > 0 ? settlings.poll() : null) {
      turn.add(one);
    }
    free = MOST;
    for (Claiming one = claimings.poll(); one != null; one = --free > 0 ? claimings.poll() : null) {
      turn.add(one);
    }
    return turn;
  }
}
