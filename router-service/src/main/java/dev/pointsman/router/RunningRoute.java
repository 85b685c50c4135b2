package dev.pointsman.router;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.Proposal;
import dev.pointsman.feedback.StoreAwayException;
import dev.pointsman.feedback.fold.Build;
import dev.pointsman.feedback.fold.FoldThread;
import dev.pointsman.feedback.fold.KeepRules;
import dev.pointsman.feedback.fold.Keeping;
import dev.pointsman.feedback.fold.LivePolicy;
import dev.pointsman.feedback.fold.RewardFold;
import dev.pointsman.feedback.fold.Standing;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import dev.pointsman.router.config.Objective;
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
  private final SnapshotStore store;
  private final String learner;
  private final RewardFold fold;
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
    this.learner = arms.route().learner();
    String name = arms.route().name();
    this.store = foundation.backend().snapshots().apply(name);
    List<Arm> first = tell(arms, foundation.backend());
    Featurizer featurizer = foundation.featurizer();
    this.record = new RouteRecord(first, foundation.clock());
    this.watch = new FoldWatch(foundation.telemetry(), name, foundation.clock());
    this.fold =
        RewardFold.of(
            foundation.backend().rewards().apply(name, featurizer.schema().hash()),
            build(arms.route(), featurizer),
            first,
            List.of(record, alarms, signals, watch),
            keeping());
    fold.catchUp();
    warnOfOtherLearner(name);
    watch.live();
    this.thread = FoldThread.start(fold, name);
    this.objective = arms.route().objective();
    this.pace = pace(arms);
    LOG.info("route {}: {} arms, policy {}", name, arms.arms().size(), fold.live().version());
  }

  /// Which learner the configuration gives a route.
  static Build build(Route route, Featurizer featurizer) {
    return new Build(route.learner(), featurizer.schema());
  }

  private Keeping keeping() {
    KeepRules rules = foundation.backend().config().get().keeping();
    return Keeping.taking(store, rules, foundation.newName()).recalling(RECALLED);
  }

  private void warnOfOtherLearner(String route) {
    String chosen = fold.build().learner();
    if (!chosen.equals(learner)) {
      LOG.warn(
          "route {}: learner {} serves, by a cut-over, not the configuration's {}; see policy"
              + " cutover",
          route,
          chosen,
          learner);
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
    return learner.equals(route.learner());
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
    PolicyKeep keep = new PolicyKeep(store, fold::upkeep);
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
                    foundation.featurizer().schema().dimension(),
                    () -> fold.live().policy()))
        .orElseGet(() -> Pace.fixed(objective.lambda()));
  }

  private void closePace() {
    if (pace instanceof AimedPace aimed) {
      aimed.close();
    }
  }
}
