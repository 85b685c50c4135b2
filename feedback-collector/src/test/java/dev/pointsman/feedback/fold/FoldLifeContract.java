package dev.pointsman.feedback.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.FeatureSchema.Block;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.Samples;
import dev.pointsman.feedback.StreamId;
import dev.pointsman.feedback.Voice;
import dev.pointsman.feedback.snapshot.Lease;
import dev.pointsman.feedback.snapshot.Snapshot;
import dev.pointsman.feedback.snapshot.SnapshotMark;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The life of a policy's state, whatever keeps stream and snapshots: however a replica came to an
/// entry, it is there bit for bit what one is that folded everything.
public abstract class FoldLifeContract {

  static final FeatureSchema SCHEMA =
      new FeatureSchema("schema-1", List.of(new Block("all", 0, 64)));
  static final Build BUILD = new Build("adaptive", SCHEMA);
  static final List<Arm> ARMS =
      List.of(
          new Arm(Samples.CHEAP, Price.perMtok(0.1, 0.4), OptionalDouble.of(0.6)),
          new Arm(Samples.DEAR, Price.perMtok(2.5, 10), OptionalDouble.of(0.8)));
  private static final List<Arm> REPRICED =
      List.of(
          new Arm(Samples.CHEAP, Price.perMtok(0.2, 0.5), OptionalDouble.of(0.6)), ARMS.getLast());
  static final Question QUESTION = new Question(Samples.decision(1).context(), ARMS, 30);
  private static final Duration LIFE = Duration.ofSeconds(10);

  final AtomicLong nanos = new AtomicLong();
  private EventLog log;
  SnapshotStore store;
  private RewardFold witness;
  private int served;

  protected abstract EventLog openLog();

  protected abstract SnapshotStore snapshots();

  protected abstract RewardLog rewards(String schema);

  /// Damages the bytes that are kept of a snapshot.
  protected abstract void damage(String name);

  /// The archive has all entries up to this one.
  protected abstract void archived(String entryId);

  /// The lease ends by the store's clock.
  protected abstract void endLease();

  @BeforeEach
  void begin() {
    log = openLog();
    store = snapshots();
    log.arms(Samples.ROUTE, ARMS).toCompletableFuture().join();
    witness =
        RewardFold.of(rewards(SCHEMA.hash()), BUILD, ARMS, List.of(), Keeping.NOTHING.aside());
  }

  @Test
  void boot_snapshotAndTail_isWhatFoldedEverythingIs() {
    RewardFold kept = booted(BUILD);
    serve(40);
    log.arms(Samples.ROUTE, REPRICED).toCompletableFuture().join();
    serve(1);
    keep(kept);
    String at = kept.stats().lastId();
    serve(30);

    RewardFold late = booted(BUILD);

    assertThat(late.upkeep().begunAt()).isEqualTo(at);
    assertSame(late, whole());
  }

  @Test
  void boot_newestDamaged_theOlderTakesItsPlace_allDamaged_theWholeStream() {
    RewardFold kept = booted(BUILD);
    serve(10);
    keep(kept);
    serve(10);
    keep(kept);
    List<SnapshotMark> marks = store.marks();
    assertThat(marks).hasSize(2);

    damage(marks.getFirst().name());
    RewardFold fromOlder = booted(BUILD);
    damage(marks.getLast().name());
    RewardFold fromStart = booted(BUILD);

    assertThat(fromOlder.upkeep().begunAt()).isEqualTo(marks.getLast().lastId());
    assertThat(fromOlder.upkeep().refused()).isEqualTo(1);
    assertThat(fromStart.upkeep().begunAt()).isEqualTo(RewardLog.BEGINNING);
    assertThat(fromStart.upkeep().refused()).isEqualTo(2);
    assertSame(fromOlder, whole());
    assertSame(fromStart, whole());
  }

  @Test
  void boot_otherFeaturesOrLearner_doNotUseWhatIsKept() {
    RewardFold kept = booted(BUILD);
    serve(10);
    keep(kept);
    FeatureSchema other = new FeatureSchema("schema-2", SCHEMA.blocks());

    RewardFold otherFeatures = booted(new Build("adaptive", other));
    RewardFold otherLearner = booted(new Build("lints", SCHEMA));

    assertThat(otherFeatures.upkeep().begunAt()).isEqualTo(RewardLog.BEGINNING);
    assertThat(otherFeatures.stats().corrupt()).as("of another schema").isPositive();
    assertThat(otherLearner.upkeep().begunAt()).isEqualTo(RewardLog.BEGINNING);
    assertThat(otherLearner.stats().rewards()).isEqualTo(10);
  }

  @Test
  void keeper_ofTwoReplicas_oneTakesThem_everySoManyEntries() {
    KeepRules rules = new KeepRules(20, Duration.ofHours(1), 1_000_000, false, Optional.empty());
    RewardFold one = taking(rules, "one");
    RewardFold two = taking(rules, "two");
    for (int i = 0; i < 3; i++) {
      serve(11);
      work(one);
      work(two);
    }

    assertThat(one.upkeep().written()).isEqualTo(3);
    assertThat(two.upkeep().written()).isZero();
    assertThat(store.marks()).hasSize(3);
    assertSame(booted(BUILD), whole());
  }

  @Test
  void keeper_holderGone_anotherGoesOnOnceTheLeaseHasEnded() {
    KeepRules rules = new KeepRules(5, Duration.ofHours(1), 1_000_000, false, Optional.empty());
    RewardFold one = taking(rules, "one");
    RewardFold two = taking(rules, "two");
    serve(5);
    work(one);
    serve(5);
    work(two);
    assertThat(two.upkeep().written()).as("while the lease lasts").isZero();

    endLease();
    work(two);
    serve(5);
    work(one);
    work(two);

    assertThat(one.upkeep().written()).isEqualTo(1);
    assertThat(two.upkeep().written()).isEqualTo(2);
    assertSame(one, two);
  }

  @Test
  void keeper_fewEntries_takesOneAfterAWhile() {
    RewardFold one =
        taking(
            new KeepRules(1_000, Duration.ofMinutes(5), 1_000_000, false, Optional.empty()), "one");
    serve(3);
    work(one);
    assertThat(one.upkeep().written()).isZero();

    nanos.addAndGet(Duration.ofMinutes(5).toNanos());
    work(one);
    nanos.addAndGet(Duration.ofMinutes(5).toNanos());
    work(one);

    assertThat(one.upkeep().written()).as("nothing new the second time").isEqualTo(1);
  }

  @Test
  void trim_behindALaggingReplica_itRecoversBySnapshot() {
    RewardFold lagging = booted(BUILD);
    serve(5);
    lagging.catchUp();
    RewardFold keeper =
        taking(new KeepRules(20, Duration.ofHours(1), 100, false, Optional.empty()), "one");
    for (int i = 0; i < 10; i++) {
      answer(30);
      whole();
      work(keeper);
    }
    serve(1);
    work(keeper);
    RewardFold all = whole();
    assertThat(keeper.upkeep().trimmed()).isPositive();
    String first = rewards(SCHEMA.hash()).readAfter(RewardLog.BEGINNING, 1, 0).getFirst().id();
    assertThat(StreamId.isBefore(lagging.stats().lastId(), first))
        .as("entries are missing")
        .isTrue();

    lagging.catchUp();

    assertThat(lagging.upkeep().recovered()).isEqualTo(1);
    assertThat(lagging.stats().corrupt()).isZero();
    assertSame(lagging, all);
    assertSame(booted(BUILD), all);
  }

  @Test
  void trim_entriesOfAge_goHoweverFew_andWhatWasLearntStays() {
    RewardFold keeper =
        taking(
            new KeepRules(
                1_000, Duration.ofMinutes(5), 1_000_000, false, Optional.of(Duration.ofMillis(1))),
            "one");
    serve(10);
    work(keeper);
    assertThat(entries()).as("before there is a snapshot").hasSizeGreaterThan(10);

    await()
        .untilAsserted(
            () -> {
              nanos.addAndGet(Duration.ofMinutes(5).toNanos());
              work(keeper);
              assertThat(entries()).as("but the last").hasSize(1);
            });

    assertThat(store.marks()).as("those that are as old").hasSize(1);
    assertSame(booted(BUILD), whole());
    serve(3);
    keeper.catchUp();
    assertSame(booted(BUILD), whole());
    assertSame(keeper, whole());
  }

  @Test
  void rollback_withAnArchive_letsItsSnapshotGoOnceTheArchiveIsBehindIt() {
    KeepRules rules = new KeepRules(10, Duration.ofHours(1), 20, true, Optional.empty());
    RewardFold keeper = taking(rules, "one");
    answer(10);
    work(keeper);
    String pinned = store.marks().getFirst().name();
    answer(2);
    order(new Order.Rollback(pinned, "ops"));
    for (int i = 0; i < 5; i++) {
      answer(12);
      whole();
      work(keeper);
    }
    assertThat(keeper.upkeep().trimmed()).isZero();
    assertThat(store.marks()).extracting(SnapshotMark::name).contains(pinned);

    archived(keeper.stats().lastId());
    for (int i = 0; i < 3; i++) {
      answer(12);
      whole();
      work(keeper);
    }

    assertThat(keeper.upkeep().trimmed()).isPositive();
    assertThat(store.marks()).extracting(SnapshotMark::name).doesNotContain(pinned);
    assertSame(booted(BUILD), whole());
  }

  @Test
  void freeze_stopsLearningUntilItIsLifted_amendmentsStayWhole() {
    RewardFold replica = booted(BUILD);
    serve(10);
    LoggedDecision before = serve(1);
    order(new Order.Freeze(true, false, "ops"));
    LoggedDecision during = serve(1);
    rate(before, 0);
    serve(10);
    replica.catchUp();
    List<?> frozen = predictions(replica);
    serve(5);
    replica.catchUp();
    assertThat(predictions(replica)).isEqualTo(frozen);
    assertThat(replica.upkeep().frozen().learning()).isTrue();

    keep(replica);
    order(new Order.Freeze(false, false, "ops"));
    rate(before, 1);
    rate(during, 0.5);
    serve(5);
    replica.catchUp();

    assertThat(predictions(replica)).isNotEqualTo(frozen);
    assertSame(booted(BUILD), replica);
    assertSame(replica, whole());
  }

  @Test
  void freeze_ofExploring_takesTheBestForCertain() {
    RewardFold replica = booted(BUILD);
    serve(4);
    replica.catchUp();
    assertThat(certain(replica)).isFalse();

    order(new Order.Freeze(false, true, "ops"));
    serve(1);
    replica.catchUp();
    assertThat(certain(replica)).isTrue();
    assertThat(replica.stats().rewards()).as("learning goes on").isEqualTo(5);

    order(new Order.Freeze(false, false, "ops"));
    replica.catchUp();
    assertThat(certain(replica)).isFalse();
  }

  @Test
  void rollback_runningAndBooting_endBitForBitAlike() {
    RewardFold replica = booted(BUILD);
    serve(20);
    keep(replica);
    String good = store.marks().getFirst().name();
    List<?> before = predictions(replica);
    LoggedDecision poisoned = serve(1);
    serve(20);
    keep(replica);
    assertThat(predictions(replica)).isNotEqualTo(before);
    RewardFold lagging = booted(BUILD);

    order(new Order.Rollback(good, "ops"));
    replica.catchUp();
    assertThat(predictions(replica)).isEqualTo(before);

    rate(poisoned, 0.25);
    serve(10);
    replica.catchUp();
    lagging.catchUp();
    assertSame(lagging, replica);
    assertSame(whole(), replica);
    assertSame(booted(BUILD), replica);
    keep(replica);
    serve(3);
    replica.catchUp();
    assertSame(booted(BUILD), replica);
    damage(store.marks().getFirst().name());
    assertSame(booted(BUILD), replica);
  }

  @Test
  void rollback_whileLearningIsFrozen_staysFrozen() {
    RewardFold replica = booted(BUILD);
    serve(10);
    keep(replica);
    List<?> before = predictions(replica);
    serve(5);
    order(new Order.Freeze(true, false, "ops"));

    order(new Order.Rollback(store.marks().getFirst().name(), "ops"));
    serve(5);
    replica.catchUp();

    assertThat(replica.upkeep().frozen().learning()).isTrue();
    assertThat(predictions(replica)).isEqualTo(before);
    assertSame(booted(BUILD), replica);
  }

  @Test
  void rollback_foundByAnotherLearner_doesNotBringBackTheFormer() {
    RewardFold replica = booted(BUILD);
    serve(10);
    keep(replica);
    String name = store.marks().getFirst().name();
    serve(10);
    order(new Order.Rollback(name, "ops"));
    serve(3);

    RewardFold other = booted(new Build("lints", SCHEMA));

    RewardFold alone =
        RewardFold.of(rewards(SCHEMA.hash()), other.build(), ARMS, List.of(), Keeping.NOTHING);
    alone.catchUp();
    assertThat(other.build().learner()).isEqualTo("lints");
    assertSame(alone, other);
  }

  @Test
  void rollback_behindACutover_bringsBackTheFormerLearner() {
    RewardFold running = booted(BUILD);
    serve(10);
    keep(running);
    String former = store.marks().getFirst().name();
    List<?> before = predictions(running);
    Snapshot other = booted(new Build("lints", SCHEMA)).choice();
    store.put(lease(), other, Set.of());
    order(new Order.Adopt(other.name(), "ops"));
    serve(5);
    running.catchUp();
    assertThat(running.build().learner()).isEqualTo("lints");

    order(new Order.Rollback(former, "ops"));
    running.catchUp();

    assertThat(running.build().learner()).isEqualTo("adaptive");
    assertThat(predictions(running)).isEqualTo(before);
    assertSame(booted(BUILD), running);
  }

  @Test
  void rollback_ofARollback_isAsItWas() {
    RewardFold replica = booted(BUILD);
    serve(10);
    keep(replica);
    String first = store.marks().getFirst().name();
    serve(10);
    keep(replica);
    String second = store.marks().getFirst().name();
    List<?> atSecond = predictions(replica);

    order(new Order.Rollback(first, "ops"));
    serve(5);
    replica.catchUp();
    order(new Order.Rollback(second, "ops"));
    replica.catchUp();

    assertThat(predictions(replica)).isEqualTo(atSecond);
    assertSame(whole(), replica);
    assertSame(booted(BUILD), replica);
  }

  @Test
  void adopt_anotherLearner_flipsAllReplicasAtTheOrder() {
    RewardFold running = booted(BUILD);
    serve(20);
    running.catchUp();
    RewardFold candidate = booted(new Build("lints", SCHEMA));
    Snapshot snapshot = candidate.choice();
    assertThat(store.put(lease(), snapshot, Set.of())).isTrue();
    serve(5);

    order(new Order.Adopt(snapshot.name(), "ops"));
    serve(5);
    running.catchUp();

    RewardFold all =
        new RewardFold(rewards(SCHEMA.hash()), candidate.build().fresh(), ARMS, List.of());
    all.catchUp();
    assertThat(running.build().learner()).isEqualTo("lints");
    assertThat(running.stats().rewards()).isEqualTo(30);
    assertThat(predictions(running)).isEqualTo(predictions(all));
    assertSame(booted(BUILD), running);
    keep(running);
    serve(2);
    running.catchUp();
    assertSame(booted(BUILD), running);
    assertThat(booted(BUILD).build().learner()).isEqualTo("lints");
  }

  @Test
  void rebuild_withoutAPrincipal_isWhatWouldBeHadItNeverVoted_andAdoptedByAll() {
    RewardFold running = booted(BUILD);
    serve(10);
    List<LoggedDecision> poisoned = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      LoggedDecision decision = answer(1);
      poisoned.add(decision);
      rate(decision, "mallory", Source.CHECK, i % 2);
    }
    LoggedDecision both = serve(1);
    rate(both, "mallory", Source.CHECK, 0.75);
    serve(5);
    running.catchUp();
    RewardFold clean = new Cleaned(rewards(SCHEMA.hash())).fold();

    RewardFold rebuilt =
        RewardFold.of(
            rewards(SCHEMA.hash()),
            BUILD,
            ARMS,
            List.of(),
            Keeping.NOTHING.without(Set.of(Voice.hash("mallory"))));
    rebuilt.catchUp();
    assertThat(predictions(rebuilt)).isNotEqualTo(predictions(running));
    assertThat(predictions(rebuilt)).isEqualTo(predictions(clean));

    store.put(lease(), rebuilt.snapshot(), Set.of());
    rate(poisoned.getLast(), "mallory", Source.CHECK, 0.25);
    order(new Order.Adopt(rebuilt.snapshot().name(), "ops"));
    rate(poisoned.get(1), "mallory", Source.CHECK, 0.4);
    serve(3);
    running.catchUp();
    rebuilt.catchUp();
    assertThat(predictions(running)).isEqualTo(predictions(rebuilt));
    assertThat(running.without()).containsExactly(Voice.hash("mallory"));
    assertSame(booted(BUILD), running);
  }

  /// The stream as it were had mallory never voted: her entries left out, those beside others as
  /// the others alone had made them.
  private record Cleaned(RewardLog log) implements RewardLog {
    RewardFold fold() {
      RewardFold fold = new RewardFold(this, BUILD.fresh(), ARMS, List.of());
      fold.catchUp();
      return fold;
    }

    @Override
    public List<RewardEntry> readAfter(String id, int max, long waitMillis) {
      List<RewardEntry> kept = new ArrayList<>();
      for (RewardEntry entry : log.readAfter(id, 10_000, waitMillis)) {
        boolean isHers =
            entry.facts().evidence().map(e -> e.isOf(Set.of(Voice.hash("mallory")))).orElse(false);
        if (!isHers) {
          kept.add(entry);
        }
      }
      return kept;
    }
  }

  LoggedDecision serve(int count) {
    LoggedDecision decision = answer(1);
    rate(decision, served++ % 3 / 2.0);
    return count == 1 ? decision : serve(count - 1);
  }

  LoggedDecision decision() {
    return Samples.decision(System.currentTimeMillis());
  }

  private LoggedDecision answer(int count) {
    LoggedDecision decision = decision();
    log.decided(decision).toCompletableFuture().join();
    log.finished(decision, Samples.ok(decision)).toCompletableFuture().join();
    return count == 1 ? decision : answer(count - 1);
  }

  /// And waits until the reward is in the stream.
  void rate(LoggedDecision decision, double value) {
    rate(decision, "ann", Source.CHECK, value);
  }

  private void rate(LoggedDecision decision, String principal, Source source, double value) {
    long due = witnessed() + 1;
    log.feedback(Samples.signal(decision, principal, source, value), Optional.empty())
        .toCompletableFuture()
        .join();
    await().pollInterval(Duration.ofMillis(1)).until(() -> witnessed() >= due);
  }

  private List<RewardEntry> entries() {
    return rewards(SCHEMA.hash()).readAfter(RewardLog.BEGINNING, 10_000, 0);
  }

  private long witnessed() {
    witness.catchUp();
    return witness.stats().rewards();
  }

  void order(Order order) {
    assertThat(store.order(order)).isPresent();
  }

  Lease lease() {
    return store.seize("test", LIFE);
  }

  void keep(RewardFold fold) {
    fold.catchUp();
    assertThat(store.put(lease(), fold.snapshot(), Set.of())).isTrue();
  }

  RewardFold booted(Build build) {
    RewardFold fold =
        RewardFold.of(
            rewards(build.schema().hash()), build, ARMS, List.of(), Keeping.reading(store));
    fold.catchUp();
    return fold;
  }

  private RewardFold taking(KeepRules rules, String holder) {
    return RewardFold.of(
        rewards(SCHEMA.hash()),
        BUILD,
        ARMS,
        List.of(),
        Keeping.taking(store, rules, holder).timedBy(nanos::get));
  }

  private void work(RewardFold fold) {
    fold.catchUp();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
    fold.doWork();
  }

  /// What folded the whole stream and never used a snapshot.
  private RewardFold whole() {
    witness.catchUp();
    return witness;
  }

  void assertSame(RewardFold one, RewardFold other) {
    assertThat(one.live().version()).isEqualTo(other.live().version());
    assertThat(predictions(one)).isEqualTo(predictions(other));
    assertThat(one.snapshot().name()).isEqualTo(other.snapshot().name());
  }

  /// Of one question, as the policy's features have it.
  List<?> predictions(RewardFold fold) {
    return fold.live().policy().assess(QUESTION).predictions();
  }

  private static boolean certain(RewardFold fold) {
    ArmDistribution drawn = fold.live().policy().assess(QUESTION).distribution();
    return drawn.probability(0) == 1 || drawn.probability(1) == 1;
  }
}
