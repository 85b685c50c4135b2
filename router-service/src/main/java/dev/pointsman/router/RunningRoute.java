package dev.pointsman.router;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.Proposal;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.StoreAwayException;
import dev.pointsman.feedback.fold.Build;
import dev.pointsman.feedback.fold.FoldThread;
import dev.pointsman.feedback.fold.KeepRules;
import dev.pointsman.feedback.fold.Keeping;
import dev.pointsman.feedback.fold.LivePolicy;
import dev.pointsman.feedback.fold.RewardFold;
import dev.pointsman.feedback.fold.Standing;
import dev.pointsman.feedback.fold.Understudy;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import dev.pointsman.router.config.FeaturePair;
import dev.pointsman.router.config.Objective;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.config.RouterConfig.Learning;
import dev.pointsman.router.config.RouterConfig.Route;
import dev.pointsman.router.decision.AimedPace;
import dev.pointsman.router.decision.Catalogue.RouteArms;
import dev.pointsman.router.decision.Pace;
import dev.pointsman.router.live.ArmAlarms;
import dev.pointsman.router.live.LiveRoute;
import dev.pointsman.router.live.PolicyKeep;
import dev.pointsman.router.live.RecentDecisions;
import dev.pointsman.router.live.RouteRecord;
import dev.pointsman.router.live.SignalCounts;
import dev.pointsman.router.metrics.Telemetry.Watched;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What goes on of a route while its arms, prices and objective may change: its fold on a thread of
/// its own, what is remembered of its requests, and what sets its lambda. One thread.
final class RunningRoute {

  private static final Logger LOG = LoggerFactory.getLogger(RunningRoute.class);

  /// About as many entries as requests are remembered.
  private static final long RECALLED = 60_000;

  private final Foundation foundation;
  private final Understudy.Plan plan;
  private final SnapshotStore store;
  private final RewardFold fold;
  private final Optional<Understudy> understudy;
  private final FoldThread thread;
  private final FoldWatch watch;
  private final RouteRecord record;
  private final ArmAlarms alarms = new ArmAlarms();
  private final SignalCounts signals = new SignalCounts();
  private final RecentDecisions recent = new RecentDecisions();
  private Objective objective;
  private Pace pace;

  /// What this replica asked for last; empty before it did.
  private Optional<Optional<Proposal>> proposed = Optional.empty();

  /// Folds what was learnt before, which may take a while. Throws {@link StoreAwayException}.
  RunningRoute(RouteArms arms, Foundation foundation) {
    this.foundation = foundation;
    this.plan = plan(arms.route(), foundation.features());
    String name = arms.route().name();
    this.store = foundation.backend().snapshots().apply(name);
    List<Arm> first = tell(arms, foundation.backend());
    this.record = new RouteRecord(first, foundation.clock());
    this.watch = new FoldWatch(foundation.telemetry(), name, foundation.clock());
    RewardLog stream = foundation.backend().rewards().apply(name, plan.now().schema().hash());
    String holder = foundation.newName();
    this.fold =
        RewardFold.of(
            stream,
            plan.now(),
            first,
            List.of(record, alarms, signals, watch),
            keeping(store, holder).recalling(RECALLED));
    fold.catchUp();
    warnOfOtherLearner(name);
    watch.live();
    this.understudy =
        plan.isOfTwo()
            ? Optional.of(
                new Understudy(
                    fold,
                    stream,
                    first,
                    plan,
                    store,
                    keeping(foundation.backend().nextSnapshots().apply(name), holder)))
            : Optional.empty();
    this.thread = FoldThread.start(fold, understudy, name);
    this.objective = arms.route().objective();
    this.pace = pace(arms);
    LOG.info("route {}: {} arms, policy {}", name, arms.arms().size(), fold.live().version());
  }

  /// Which learners the configuration gives a route, and the features they learn from.
  static Understudy.Plan plan(Route route, FeaturePair features) {
    Learning learning = route.learning();
    FeatureSchema now = features.now().schema();
    FeatureSchema next = features.next().map(Featurizer::schema).orElse(now);
    return new Understudy.Plan(
        new Build(learning.learner(), now, features.besides(now)),
        new Build(learning.next().orElse(learning.learner()), next, features.besides(next)),
        learning.cutoverAfter());
  }

  private Keeping keeping(SnapshotStore store, String holder) {
    RouterConfig config = foundation.backend().config().get();
    KeepRules rules = config.keeping().living(config.retention().rewards());
    return Keeping.taking(store, rules, holder);
  }

  private void warnOfOtherLearner(String route) {
    Build chosen = fold.build();
    if (!chosen.isSame(plan.now())) {
      LOG.warn(
          "route {}: learner {} on features {} serves, by a cut-over, not the configuration's {} on"
              + " {}; see docs/snapshots.md",
          route,
          chosen.learner(),
          chosen.schema().hash(),
          plan.now().learner(),
          plan.now().schema().hash());
    }
  }

  /// Tells the route's learners, here and on other replicas, its arms, and gives those a fold
  /// begins with. Throws {@link StoreAwayException}.
  static List<Arm> tell(RouteArms arms, Backend backend) {
    try {
      return backend
          .log()
          .arms(arms.route().name(), arms.engineArms())
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      throw new StoreAwayException("the event store does not take the arms of a route", e);
    }
  }

  /// Whether it can go on as the route; another learner has to begin at the stream's beginning.
  boolean canBe(Route route) {
    return plan.equals(plan(route, foundation.features()));
  }

  /// The route with these arms. Decisions under way keep what they had.
  LiveRoute live(RouteArms arms) {
    if (!objective.equals(arms.route().objective())) {
      closePace();
      objective = arms.route().objective();
      pace = pace(arms);
    }
    String hash = LivePolicy.hash(arms.engineArms());
    Supplier<LivePolicy> policy = () -> fold.live().servedTo(hash);
    String name = arms.route().name();
    foundation
        .telemetry()
        .watchRoute(
            name,
            new Watched(
                () -> policy.get().version(), watch::lagSeconds, pace::lambda, fold::upkeep));
    arms.engineArms().forEach(arm -> foundation.telemetry().watchAlarms(name, arm.id()));
    PolicyKeep keep = new PolicyKeep(store, fold::upkeep, fold::fingerprint, understudy);
    return new LiveRoute(arms, policy, pace, record, alarms, signals, recent, keep);
  }

  /// Proposes the configuration's candidate to all replicas, where that is not what is tried. What
  /// was asked for once is not asked again: what another replica's configuration asks for since
  /// stays. Throws {@link StoreAwayException}.
  void propose(Route route) {
    Optional<Proposal> wanted = route.candidate();
    if (proposed.equals(Optional.of(wanted))) {
      return;
    }
    if (!wanted.equals(fold.upkeep().candidate().map(Standing::proposal))) {
      store.order(new Order.Propose(wanted, "configuration"));
    }
    proposed = Optional.of(wanted);
  }

  void close() {
    thread.close();
    closePace();
  }

  private Pace pace(RouteArms arms) {
    return objective
        .aim()
        .<Pace>map(
            aim ->
                new AimedPace(
                    aim,
                    arms.engineArms(),
                    foundation.features().of(fold.live().schema()).schema().dimension(),
                    () -> fold.live().policy()))
        .orElseGet(() -> Pace.fixed(objective.lambda()));
  }

  private void closePace() {
    if (pace instanceof AimedPace aimed) {
      aimed.close();
    }
  }
}
