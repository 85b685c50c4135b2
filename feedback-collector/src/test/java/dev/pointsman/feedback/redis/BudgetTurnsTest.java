package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Answer;
import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.feedback.budget.Claim;
import dev.pointsman.feedback.budget.Span;
import dev.pointsman.feedback.budget.Window;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Turns on a store that answers when it is told to.
class BudgetTurnsTest {

  private static final Answer SAID = new Answer.Outdated(7);
  private static final Claim.Part PART =
      new Claim.Part(new Window("org", new Span.Always(), Caps.NONE), Amount.NONE);

  private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
  private final Deque<CompletableFuture<List<?>>> underWay = new ArrayDeque<>();
  private final List<Integer> claims = new ArrayList<>();
  private final BudgetTurns turns = new BudgetTurns(this::script, ticker, Duration.ofHours(1));

  private CompletionStage<List<?>> script(List<String> arguments) {
    claims.add(Integer.parseInt(arguments.get(3)));
    underWay.add(new CompletableFuture<>());
    return underWay.getLast();
  }

  @AfterEach
  void stop() {
    ticker.shutdownNow();
  }

  @Test
  void claim_moreThanATurnHolds_allAreAnsweredInTheNext() {
    List<CompletionStage<Answer>> all = claimed(251);
    while (!underWay.isEmpty()) {
      List<Object> said = Collections.nCopies(claims.getLast(), List.of("outdated", 7L));
      underWay.remove().complete(said);
    }

    assertThat(claims).containsExactly(1, 100, 100, 50);
    assertThat(all).allSatisfy(one -> assertThat(one).isCompletedWithValue(SAID));
  }

  /// Each further turn would take as long to fail.
  @Test
  void claim_behindATurnThatFails_failsWithItAndTheNextIsAsked() {
    List<CompletionStage<Answer>> all = claimed(3);
    underWay.remove().completeExceptionally(new IllegalStateException("away"));

    assertThat(all)
        .allSatisfy(one -> assertThat(one.toCompletableFuture()).isCompletedExceptionally());
    assertThat(claims).containsExactly(1);
    claimed(1);
    assertThat(claims).containsExactly(1, 1);
  }

  private List<CompletionStage<Answer>> claimed(int count) {
    List<CompletionStage<Answer>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Claim claim = new Claim("r" + i, Amount.NONE, List.of(PART), Duration.ofSeconds(30));
      all.add(turns.claim(claim));
    }
    return all;
  }
}
