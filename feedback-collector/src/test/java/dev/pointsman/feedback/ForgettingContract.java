package dev.pointsman.feedback;

import static dev.pointsman.feedback.Samples.ROUTE;
import static dev.pointsman.feedback.Samples.ok;
import static dev.pointsman.feedback.Samples.thumb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.Forgetting.Forgotten;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// What every way of forgetting must do, run against each event log.
public abstract class ForgettingContract {

  private static final String ANN = "user:hash-of-ann";
  private static final String BOB = "user:hash-of-bob";

  protected abstract EventLog log();

  protected abstract Forgetting forgetting();

  protected abstract RewardLog rewards();

  @Test
  void forget_removesDecisionsFeedbackAndVoice_andLeavesOthersAndRewards() {
    LoggedDecision hers = decided("ann");
    LoggedDecision his = decided("bob");
    said(hers, ANN, 1);
    said(his, BOB, 0);
    said(his, ANN, 1);
    List<RewardEntry> before = entries(5);

    Forgotten forgotten = get(forgetting().forget(Set.of(ROUTE), "ann", ANN));

    assertThat(forgotten.decisions()).containsExactly(hers.id());
    assertThat(forgotten.feedback()).isEqualTo(2);
    assertThat(forgotten.voices()).isEqualTo(1);
    assertThat(get(log().find(hers.id()))).isEmpty();
    DecisionFile left = get(log().find(his.id())).orElseThrow();
    assertThat(left.feedback()).extracting(Feedback::principal).containsExactly(BOB);
    assertThat(entries(5)).as("what replicas fold").isEqualTo(before);
    Acknowledgement late = get(log().feedback(thumb(hers, ANN, 0), Optional.empty()));
    assertThat(late).isInstanceOf(Acknowledgement.UnknownDecision.class);
  }

  @Test
  void forget_twiceOrAStranger_removesNothing() {
    said(decided("ann"), ANN, 1);
    get(forgetting().forget(Set.of(ROUTE), "ann", ANN));

    Forgotten again = get(forgetting().forget(Set.of(ROUTE), "ann", ANN));
    Forgotten stranger = get(forgetting().forget(Set.of(ROUTE), "eve", "user:hash-of-eve"));

    assertThat(again).isEqualTo(new Forgotten(List.of(), 0, 0));
    assertThat(stranger).isEqualTo(new Forgotten(List.of(), 0, 0));
  }

  /// As in a route whose users' names are their principals.
  @Test
  void forget_nameIsThePrincipal_isForgottenOnce() {
    LoggedDecision hers = decided("ann");
    decided("eve");
    said(hers, "ann", 1);

    Forgotten forgotten = get(forgetting().forget(Set.of(ROUTE), "ann", "ann"));

    assertThat(forgotten.decisions()).containsExactly(hers.id());
    assertThat(forgotten.feedback()).isEqualTo(1);
  }

  /// More than a page of others' decisions before hers.
  @Test
  void forget_amongMany_findsTheOne() {
    for (int i = 0; i < 620; i++) {
      decided("other " + i);
    }
    LoggedDecision hers = decided("ann");

    assertThat(get(forgetting().forget(Set.of(ROUTE), "ann", ANN)).decisions())
        .containsExactly(hers.id());
  }

  private LoggedDecision decided(String user) {
    LoggedDecision decision = Samples.decision(System.currentTimeMillis()).with("user", user);
    get(log().decided(decision));
    get(log().finished(decision, ok(decision)));
    return decision;
  }

  /// Waits for its lesson, so that two votes do not become one.
  private void said(LoggedDecision decision, String principal, double value) {
    int before = rewards().readAfter(RewardLog.BEGINNING, 2_000, 0).size();
    get(log().feedback(thumb(decision, principal, value), Optional.empty()));
    entries(before + 1);
  }

  private List<RewardEntry> entries(int count) {
    List<RewardEntry> all = new ArrayList<>();
    await()
        .untilAsserted(
            () -> {
              all.clear();
              all.addAll(rewards().readAfter(RewardLog.BEGINNING, 2_000, 0));
              assertThat(all).hasSize(count);
            });
    return all;
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
