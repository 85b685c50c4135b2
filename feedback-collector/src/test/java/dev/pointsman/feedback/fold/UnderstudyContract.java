package dev.pointsman.feedback.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.FeatureSchema.Block;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.OtherFeatures;
import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.StreamId;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What folds in the background until a cut-over, beside all that holds of a fold alone.
public abstract class UnderstudyContract extends FoldLifeContract {

  private static final FeatureSchema OTHER =
      new FeatureSchema("schema-2", List.of(new Block("all", 0, 16)));
  private static final Build BOTH = new Build("adaptive", SCHEMA, List.of(OTHER));
  private static final Build NEXT = new Build("adaptive", OTHER, List.of(SCHEMA));
  private static final Question NEXT_QUESTION = new Question(half(QUESTION.context()), ARMS, 30);

  private boolean isSeenByBoth;

  /// Of the learner that is to serve next.
  protected abstract SnapshotStore nextSnapshots();

  @Test
  void understudy_otherLearner_foldsAlongAndServesFromTheCutOverOn() {
    Build other = new Build("lints", SCHEMA);
    Understudy.Plan plan = new Understudy.Plan(BUILD, other, OptionalLong.empty());
    Replica one = new Replica(plan, "one");
    Replica two = new Replica(plan, "two");
    serve(10);
    one.work();
    two.work();
    assertThat(one.understudy.progress().orElseThrow().rewards()).isEqualTo(10);
    serve(10);
    Replica lagging = new Replica(plan, "three");

    CompletionStage<String> order = one.understudy.cutOver("ops");
    one.work();
    serve(5);
    one.work();
    two.work();
    lagging.work();

    String entry = order.toCompletableFuture().join();
    RewardFold all = whole(other);
    assertThat(one.fold.build().learner()).isEqualTo("lints");
    assertThat(predictions(one.fold)).isEqualTo(predictions(all));
    assertThat(StreamId.isBefore(entry, one.fold.stats().lastId())).isTrue();
    assertSame(two.fold, one.fold);
    assertSame(lagging.fold, one.fold);
    assertSame(new Replica(plan, "down meanwhile").fold, one.fold);
    assertThat(one.understudy.progress().orElseThrow().learner()).isEqualTo("adaptive");
    assertThat(store.marks())
        .as("what is kept of the understudy stays out of the way of a boot")
        .allMatch(mark -> mark.chosen() || StreamId.isBefore(mark.lastId(), entry));
  }

  @Test
  void understudy_otherFeatures_learnsFromWhatBothSawAndServesAlikeEverywhere() {
    serve(6);
    RewardFold plain = booted(BOTH);
    isSeenByBoth = true;
    Understudy.Plan plan = new Understudy.Plan(BOTH, NEXT, OptionalLong.empty());
    Replica one = new Replica(plan, "one");
    Replica two = new Replica(plan, "two");
    LoggedDecision early = serve(8);
    one.work();
    two.work();
    assertThat(one.fold.live().schema()).as("serving").isEqualTo("schema-1");
    assertThat(one.understudy.progress().orElseThrow())
        .as("learnt from what was seen by both")
        .isEqualTo(
            new Understudy.Progress("adaptive", "schema-2", 8, one.fold.stats().lastId(), false));
    keep(one.fold);
    String former = store.marks().getFirst().name();
    List<?> before = predictions(one.fold);

    CompletionStage<String> order = two.understudy.cutOver("ops");
    two.work();
    assertThat(order.toCompletableFuture()).isCompleted();
    serve(4);
    rate(early, 1);
    one.work();
    two.work();
    plain.catchUp();
    assertThat(one.fold.live().schema()).isEqualTo("schema-2");
    assertSame(two.fold, one.fold);
    assertSame(plain, one.fold);
    assertSame(new Replica(plan, "down meanwhile").fold, one.fold);
    assertThat(predictions(one.fold)).isEqualTo(predictions(whole(NEXT)));

    order(new Order.Rollback(former, "ops"));
    one.work();
    two.work();
    assertThat(one.fold.live().schema()).isEqualTo("schema-1");
    assertThat(predictions(one.fold)).isEqualTo(before);
    serve(3);
    one.work();
    two.work();
    assertThat(predictions(one.fold)).as("goes on learning").isNotEqualTo(before);
    assertSame(two.fold, one.fold);
    assertSame(new Replica(plan, "down meanwhile").fold, one.fold);
  }

  @Test
  void understudy_enoughRewards_cutsOverByItselfOnce_andNotAfterARollback() {
    Build other = new Build("lints", SCHEMA);
    Understudy.Plan plan = new Understudy.Plan(BUILD, other, OptionalLong.of(12));
    Replica one = new Replica(plan, "one");
    Replica two = new Replica(plan, "two");
    serve(8);
    one.work();
    two.work();
    keep(one.fold);
    String former = store.marks().getFirst().name();
    serve(8);
    one.work();
    endLease();
    two.work();
    one.work();
    two.work();

    assertThat(one.fold.build().learner()).isEqualTo("lints");
    assertSame(two.fold, one.fold);
    assertThat(adopted()).isEqualTo(1);

    order(new Order.Rollback(former, "ops"));
    serve(20);
    for (int i = 0; i < 3; i++) {
      one.work();
      two.work();
    }
    assertThat(one.fold.build().learner()).isEqualTo("adaptive");
    assertThat(adopted()).isEqualTo(1);
  }

  @Test
  void understudy_restarted_goesOnFromWhatWasKept_evenWhereTheStreamIsTrimmed() {
    Build other = new Build("lints", SCHEMA);
    Understudy.Plan plan = new Understudy.Plan(BUILD, other, OptionalLong.empty());
    Replica one = new Replica(plan, "one");
    serve(30);
    one.work();
    one.work();
    assertThat(nextSnapshots().marks()).isNotEmpty();
    RewardFold all = whole(other);
    keep(one.fold);
    String kept = nextSnapshots().marks().getFirst().lastId();
    store.trim(lease(), kept, false);
    serve(3);

    Replica again = new Replica(plan, "two");
    again.work();
    again.understudy.cutOver("ops");
    again.work();
    again.work();
    all.catchUp();

    assertThat(again.fold.build().learner()).isEqualTo("lints");
    assertThat(predictions(again.fold)).isEqualTo(predictions(all));
  }

  private long adopted() {
    long count = 0;
    String last = RewardLog.BEGINNING;
    for (RewardEntry entry : rewards(SCHEMA.hash()).readAfter(last, 10_000, 0)) {
      count += entry.order().filter(Order.Adopt.class::isInstance).isPresent() ? 1 : 0;
    }
    return count;
  }

  /// A fold with its understudy, as a router runs them.
  private final class Replica {
    final RewardFold fold;
    final Understudy understudy;

    Replica(Understudy.Plan plan, String holder) {
      KeepRules rules = new KeepRules(20, Duration.ofHours(1), 1_000_000, false, Optional.empty());
      RewardLog stream = rewards(SCHEMA.hash());
      Keeping serving = Keeping.taking(store, rules, holder).timedBy(nanos::get);
      fold = RewardFold.of(stream, plan.now(), ARMS, List.of(), serving);
      Keeping aside = Keeping.taking(nextSnapshots(), rules, holder).timedBy(nanos::get);
      understudy = new Understudy(fold, stream, ARMS, plan, store, aside);
      fold.catchUp();
    }

    /// All there is; what a cut-over changes needs a second look.
    void work() {
      for (int i = 0; i < 3; i++) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
        fold.catchUp();
        fold.doWork(0);
        understudy.work();
      }
    }
  }

  @Override
  LoggedDecision decision() {
    LoggedDecision made = super.decision();
    OtherFeatures other = new OtherFeatures(OTHER.hash(), half(made.context()));
    return isSeenByBoth ? made.seenToo(Optional.of(other)) : made;
  }

  @Override
  List<?> predictions(RewardFold fold) {
    boolean isOfNext = fold.live().schema().equals(OTHER.hash());
    return isOfNext
        ? fold.live().policy().assess(NEXT_QUESTION).predictions()
        : super.predictions(fold);
  }

  private RewardFold whole(Build build) {
    RewardFold fold =
        RewardFold.of(
            rewards(build.schema().hash()), build, ARMS, List.of(), Keeping.NOTHING.aside());
    fold.catchUp();
    return fold;
  }

  /// The first features, in reverse.
  private static Context half(Context context) {
    float[] features = new float[OTHER.dimension()];
    for (int i = 0; i < features.length; i++) {
      features[i] = -context.feature(features.length - i);
    }
    return Context.of(features, context.inputTokens() + 1);
  }
}
