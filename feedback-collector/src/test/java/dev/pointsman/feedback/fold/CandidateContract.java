package dev.pointsman.feedback.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.FeatureSchema.Block;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.change.Candidacy.Stage;
import dev.pointsman.bandit.change.Rules;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedDecision.Candidate;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.bandit.log.LoggedOutcome.Status;
import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.Proposal;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.Samples;
import dev.pointsman.feedback.SamplingWeight;
import dev.pointsman.feedback.Stake;
import dev.pointsman.feedback.snapshot.Snapshot;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The way of a candidate on a route, whatever keeps stream and snapshots: two arms, of which one
/// is right on every other prompt and one on the rest, as a feature says. `lints` comes to see
/// that, `mean` cannot.
public abstract class CandidateContract {

  private static final FeatureSchema SCHEMA =
      new FeatureSchema("schema-1", List.of(new Block("all", 0, 2)));
  private static final Build MEAN = new Build("mean", SCHEMA);
  private static final Build LINTS = new Build("lints", SCHEMA);
  private static final Price PRICE = Price.perMtok(1, 1);
  private static final List<Arm> ARMS =
      List.of(
          new Arm("one", PRICE, OptionalDouble.of(0.5)),
          new Arm("two", PRICE, OptionalDouble.of(0.5)));
  private static final Rules RULES = new Rules(0.05, 0, 0.02, 0.5, 0.5, 60, 300);
  private static final Rules SMALL_CANARY = new Rules(0.05, 0, 0.02, 0.5, 0.2, 60, 300);
  private static final Duration LIFE = Duration.ofSeconds(10);
  private static final int BATCH = 40;
  private static final long USUAL = 100;

  private final Random random = new Random(7);
  private EventLog log;
  private SnapshotStore store;
  private RewardFold fold;
  private Source source = Source.CHECK;
  private ToDoubleFunction<Answer> quality = CandidateContract::usual;
  private long candidateMicroUsd = USUAL;
  private double asked = 1;
  private int served;
  private int byCandidate;

  /// Who gave an answer, and whether the arm was the right one.
  private record Answer(boolean byCandidate, boolean isRight) {}

  protected abstract EventLog openLog();

  protected abstract SnapshotStore snapshots();

  protected abstract RewardLog rewards(String schema);

  @BeforeEach
  void begin() {
    log = openLog();
    store = snapshots();
    log.arms(Samples.ROUTE, ARMS).toCompletableFuture().join();
    fold = replica(MEAN, Keeping.NOTHING);
  }

  @Test
  void better_leavesTheShadow_isConfirmedAsACanary_andServes_onEveryReplica() {
    propose("lints");

    serve(600, Stage.CANARY);
    assertThat(byCandidate).as("served in shadow").isZero();
    assertThat(served).as("warm-up first").isGreaterThan(60);
    serve(600, Stage.SERVING);
    assertThat(byCandidate).isPositive();
    serve(BATCH, Stage.TAKEN_BACK);

    Standing standing = standing();
    assertThat(standing.stage()).isEqualTo(Stage.SERVING);
    assertThat(standing.share()).isEqualTo(0.5);
    assertThat(standing.steps())
        .extracting(Standing.Step::stage)
        .containsExactly(Stage.SHADOW, Stage.CANARY, Stage.SERVING);
    assertThat(standing.steps())
        .extracting(Standing.Step::why)
        .containsExactly("", "better in shadow", "better as a canary");
    assertThat(standing.utility().mean()).isBetween(0.1, 1.0);
    assertThat(replica(MEAN, Keeping.NOTHING).snapshot().name()).isEqualTo(fold.snapshot().name());
  }

  @Test
  void worse_isRejected_andServesNobody() {
    fold = replica(LINTS, Keeping.NOTHING);
    serve(80, Stage.SERVING);
    propose("mean");

    serve(480, Stage.REJECTED);

    assertThat(standing().stage()).isEqualTo(Stage.REJECTED);
    assertThat(standing().utility().mean()).isNegative();
    assertThat(byCandidate).isZero();
    assertThat(fold.live().challenger()).isEmpty();
  }

  @Test
  void canary_thatTurnsBad_isTakenBack_alsoAfterABootInTheMiddle_whileNothingIsLearnt() {
    canary();
    serve(40, Stage.SERVING);
    assertThat(store.put(store.seize("test", LIFE), fold.snapshot(), Set.of())).isTrue();
    fold = replica(MEAN, Keeping.reading(store));
    assertThat(fold.upkeep().begunAt()).isNotEqualTo(RewardLog.BEGINNING);
    assertThat(standing().stage()).as("a restart forgets no canary").isEqualTo(Stage.CANARY);
    order(new Order.Freeze(true, false, "ops"));

    quality = answer -> answer.byCandidate() ? 0 : usual(answer);
    serve(600, Stage.TAKEN_BACK);

    assertThat(standing().stage()).isEqualTo(Stage.TAKEN_BACK);
    assertThat(standing().steps().getLast().why()).isEqualTo("quality");
    assertThat(standing().isAlarmed()).isTrue();
    assertThat(replica(MEAN, Keeping.NOTHING).snapshot().name()).isEqualTo(fold.snapshot().name());
  }

  @Test
  void canary_thatTurnsDear_isTakenBack() {
    canary();

    candidateMicroUsd = 8 * USUAL;
    serve(600, Stage.TAKEN_BACK);

    assertThat(standing().steps().getLast().why()).isEqualTo("cost");
    assertThat(fold.live().challenger()).isEmpty();
  }

  @Test
  void volunteeredVotes_moveNothing() {
    propose("lints");
    source = Source.USER;

    serve(200, Stage.CANARY);

    assertThat(standing().warmingUp()).isFalse();
    assertThat(standing().stage()).isEqualTo(Stage.SHADOW);
    assertThat(standing().rows()).isZero();
  }

  /// It did not see them drawn, so no reward amends what it never heard.
  @Test
  void proposed_lessonsOfDecisionsBefore_areNotItsOwn() {
    List<LoggedDecision> before = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      before.add(finished(decided()));
    }
    propose("lints");
    before.forEach(decision -> graded(decision, 1));

    serve(BATCH, Stage.CANARY);

    assertThat(fold.stats().rewards()).isEqualTo(60 + BATCH);
    assertThat(standing().warmingUp()).as("of its 60 it was taught " + BATCH).isTrue();
  }

  /// What was decided at another share, or beside another candidate, says nothing of this stage.
  @Test
  void moved_rowsOfTheStageBefore_countNoMore() {
    propose("lints", SMALL_CANARY);
    order(new Order.Steer(Order.Move.PROMOTE, "ann"));
    LoggedDecision answered = finished(decided());
    LoggedDecision underWay = decided();
    LoggedDecision older = decided();
    order(new Order.Steer(Order.Move.PROMOTE, "ann"));
    assertThat(standing().stage()).isEqualTo(Stage.SERVING);
    graded(answered, 1);
    graded(finished(underWay), 1);
    assertThat(standing().rows()).isZero();

    order(new Order.Steer(Order.Move.RETRY, "ann"));
    order(new Order.Steer(Order.Move.PROMOTE, "ann"));
    graded(finished(older), 1);
    assertThat(standing().rows()).as("beside the candidate before").isZero();
    graded(finished(decided()), 1);
    assertThat(standing().rows()).isEqualTo(1);
  }

  /// How seldom outcomes were asked for at the least is part of what is kept.
  @Test
  void askedForSeldomThenAlways_aBootBetween_goesOnBitForBit() {
    canary();
    asked = 0.25;
    serve(BATCH, Stage.SERVING);
    assertThat(store.put(store.seize("test", LIFE), fold.snapshot(), Set.of())).isTrue();
    RewardFold all = fold;
    fold = replica(MEAN, Keeping.reading(store));
    asked = 1;

    serve(BATCH, Stage.SERVING);
    all.catchUp();

    assertThat(standing().rows()).isEqualTo(2 * BATCH);
    assertThat(fold.snapshot().name()).isEqualTo(all.snapshot().name());
  }

  @Test
  void orders_byHand_andWhatServesIsChanged() {
    serve(20, Stage.SERVING);
    Snapshot kept = fold.snapshot();
    assertThat(store.put(store.seize("test", LIFE), kept, Set.of())).isTrue();
    propose("lints");
    String first = standing().id();
    propose("lints");
    assertThat(standing().id()).as("proposed again").isEqualTo(first);

    order(new Order.Steer(Order.Move.PROMOTE, "ann"));
    assertThat(standing().stage()).isEqualTo(Stage.CANARY);
    order(new Order.Steer(Order.Move.STOP, "ann"));
    assertThat(standing().stage()).isEqualTo(Stage.TAKEN_BACK);
    assertThat(standing().isAlarmed()).isFalse();
    order(new Order.Steer(Order.Move.PROMOTE, "ann"));
    assertThat(standing().stage()).as("it is over").isEqualTo(Stage.TAKEN_BACK);
    assertThat(fold.upkeep().disobeyed()).isEqualTo(1);
    order(new Order.Steer(Order.Move.RETRY, "ann"));
    assertThat(standing().stage()).isEqualTo(Stage.SHADOW);
    assertThat(standing().id()).isNotEqualTo(first);
    order(new Order.Rollback(kept.name(), "ops"));
    assertThat(standing().stage()).isEqualTo(Stage.REJECTED);
    assertThat(standing().steps().getLast().why()).isEqualTo("what serves was changed");
    order(new Order.Propose(Optional.empty(), "ops"));
    assertThat(fold.upkeep().candidate()).isEmpty();
    assertThat(replica(MEAN, Keeping.reading(store)).snapshot().name())
        .isEqualTo(fold.snapshot().name());
  }

  /// A route without a candidate keeps what builds before candidates read.
  @Test
  void withoutACandidate_theStateIsOfTheFormerVersion() {
    assertThat(fold.snapshot().state()[0]).isEqualTo((byte) 1);
    propose("lints");
    assertThat(fold.snapshot().state()[0]).isEqualTo((byte) 2);
  }

  private void canary() {
    propose("lints");
    serve(80, Stage.SERVING);
    order(new Order.Steer(Order.Move.PROMOTE, "test"));
    assertThat(standing().stage()).isEqualTo(Stage.CANARY);
  }

  /// In batches, until the candidate is at a stage or so many were served.
  private void serve(int most, Stage until) {
    for (int i = 0; i < most / BATCH; i++) {
      if (fold.upkeep().candidate().filter(now -> now.stage() == until).isPresent()) {
        return;
      }
      long due = fold.stats().rewards() + BATCH;
      List<CompletableFuture<?>> under = new ArrayList<>();
      for (int j = 0; j < BATCH; j++) {
        under.add(answer());
      }
      CompletableFuture.allOf(under.toArray(CompletableFuture[]::new)).join();
      await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                fold.catchUp();
                return fold.stats().rewards() >= due;
              });
    }
  }

  /// One request, decided as routers decide, answered and graded.
  private CompletableFuture<?> answer() {
    int kind = random.nextInt(2);
    Context context = Context.of(new float[] {1, kind}, 100);
    LivePolicy live = fold.live();
    Optional<Challenger> challenger = live.challenger();
    double share = challenger.map(Challenger::share).orElse(0.0);
    boolean isCandidates = random.nextDouble() < share;
    Policy policy = isCandidates ? challenger.orElseThrow().policy() : live.policy();
    ArmDistribution drawn = policy.assess(new Question(context, ARMS, 1)).distribution();
    long seed = random.nextLong();
    int arm = drawn.draw(seed).index();
    LoggedDecision decision = decision(context, drawn, arm, terms(challenger, isCandidates));
    served++;
    byCandidate += isCandidates ? 1 : 0;
    double p = quality.applyAsDouble(new Answer(isCandidates, arm == kind));
    double value = random.nextDouble() < p ? 1 : 0;
    long microUsd = isCandidates ? candidateMicroUsd : USUAL;
    return log.decided(decision)
        .thenCompose(done -> log.finished(decision, outcome(decision, microUsd)))
        .thenCompose(done -> log.feedback(signal(decision, value), Optional.empty()))
        .toCompletableFuture();
  }

  private Feedback signal(LoggedDecision decision, double value) {
    Feedback said = Samples.signal(decision, "ann", source, value);
    return new Feedback(
        said.decisionId(),
        said.principal(),
        said.source(),
        said.metric(),
        said.value(),
        said.comment(),
        Map.of(SamplingWeight.TAG, Double.toString(asked)),
        said.tsMillis());
  }

  /// A decision of what serves, of now, that is not answered as yet.
  private LoggedDecision decided() {
    served++;
    Context context = Context.of(new float[] {1, 0}, 100);
    LivePolicy live = fold.live();
    ArmDistribution drawn = live.policy().assess(new Question(context, ARMS, 1)).distribution();
    int arm = drawn.draw(1).index();
    LoggedDecision made = decision(context, drawn, arm, terms(live.challenger(), false));
    log.decided(made).toCompletableFuture().join();
    return made;
  }

  private LoggedDecision finished(LoggedDecision decision) {
    log.finished(decision, outcome(decision, USUAL)).toCompletableFuture().join();
    fold.catchUp();
    return decision;
  }

  private void graded(LoggedDecision decision, double value) {
    long due = fold.stats().rewards() + 1;
    log.feedback(signal(decision, value), Optional.empty()).toCompletableFuture().join();
    await()
        .until(
            () -> {
              fold.catchUp();
              return fold.stats().rewards() >= due;
            });
  }

  private static double usual(Answer answer) {
    return answer.isRight() ? 0.95 : 0.05;
  }

  private static Map<String, String> terms(Optional<Challenger> challenger, boolean isCandidates) {
    return challenger.map(c -> Stake.terms(c.id(), c.share(), isCandidates)).orElse(Map.of());
  }

  private LoggedDecision decision(
      Context context, ArmDistribution drawn, int arm, Map<String, String> contract) {
    LoggedDecision like = Samples.decision(System.currentTimeMillis());
    List<Candidate> eligible = new ArrayList<>();
    for (int i = 0; i < ARMS.size(); i++) {
      eligible.add(
          new Candidate(
              ARMS.get(i).id(), drawn.probability(i), like.eligible().getFirst().predicted()));
    }
    return new LoggedDecision(
        like.id(),
        like.tsMillis(),
        like.route(),
        "session " + served,
        like.policyVersion(),
        like.featureSchema(),
        context,
        eligible,
        arm,
        true,
        false,
        1,
        1,
        1,
        contract,
        List.of());
  }

  private static LoggedOutcome outcome(LoggedDecision decision, long microUsd) {
    return new LoggedOutcome(
        decision.id(),
        decision.tsMillis() + 900,
        Status.OK,
        decision.arm(),
        "upstream",
        Tokens.of(100, 100),
        microUsd,
        false,
        -1,
        850);
  }

  private Standing standing() {
    return fold.upkeep().candidate().orElseThrow();
  }

  private void propose(String learner) {
    propose(learner, RULES);
  }

  private void propose(String learner, Rules rules) {
    order(
        new Order.Propose(
            Optional.of(new Proposal(learner, OptionalDouble.empty(), rules, 0, "")), "test"));
  }

  private void order(Order order) {
    assertThat(store.order(order)).isPresent();
    fold.catchUp();
  }

  private RewardFold replica(Build build, Keeping keeping) {
    RewardFold begun = RewardFold.of(rewards(SCHEMA.hash()), build, ARMS, List.of(), keeping);
    begun.catchUp();
    return begun;
  }
}
