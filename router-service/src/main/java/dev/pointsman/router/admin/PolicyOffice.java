package dev.pointsman.router.admin;

import dev.pointsman.bandit.Arm;
import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.archive.RewardArchive;
import dev.pointsman.feedback.archive.WholeRewardLog;
import dev.pointsman.feedback.fold.Build;
import dev.pointsman.feedback.fold.FoldListener;
import dev.pointsman.feedback.fold.Keeping;
import dev.pointsman.feedback.fold.RewardFold;
import dev.pointsman.feedback.fold.Understudy;
import dev.pointsman.feedback.redis.RedisConnection;
import dev.pointsman.feedback.redis.RedisReader;
import dev.pointsman.feedback.redis.RedisSnapshotStore;
import dev.pointsman.feedback.snapshot.Snapshot;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import dev.pointsman.router.RouterService;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.config.FeaturePair;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.decision.Catalogue;
import dev.pointsman.router.decision.Catalogue.RouteArms;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One route's policy beside the routers that serve it: its folds, made with their code, its
/// snapshots, and orders to them. One thread.
final class PolicyOffice implements AutoCloseable {

  private static final Duration LEASE = Duration.ofSeconds(5);
  private static final String BY = "command line";

  private final RedisConnection redis;
  private final RedisReader reader;
  private final RouteArms arms;
  private final Understudy.Plan plan;
  private final SnapshotStore store;
  private final SnapshotStore nextStore;

  private PolicyOffice(RedisConnection redis, RouteArms arms, FeaturePair features) {
    this.redis = redis;
    this.reader = new RedisReader(redis);
    this.arms = arms;
    this.plan = RouterService.plan(arms.route(), features);
    this.store = new RedisSnapshotStore(redis, arms.route().name(), InstantSource.system());
    this.nextStore = RedisSnapshotStore.ofNext(redis, arms.route().name(), InstantSource.system());
  }

  static PolicyOffice open(StoreOptions options) {
    PlaceOptions.Store place = options.store();
    RedisConnection redis = place.connect();
    try {
      RouterConfig config = place.served(redis);
      RouteArms arms = new Catalogue(config).route(options.route(config).orElse(""));
      return new PolicyOffice(redis, arms, config.features().pair());
    } catch (RuntimeException e) {
      redis.close();
      throw e;
    }
  }

  String route() {
    return arms.route().name();
  }

  /// What the configuration has serve, now and next.
  Understudy.Plan plan() {
    return plan;
  }

  SnapshotStore store() {
    return store;
  }

  /// What the routers serve now, from the newest snapshot on; listeners hear of the last `recalled`
  /// entries at least.
  RewardFold live(long recalled, List<FoldListener> listeners) {
    return fold(plan.now(), listeners, Keeping.reading(store).recalling(recalled));
  }

  /// What folds in the background beside that, from what the routers kept of it on.
  RewardFold next(RewardFold live) {
    Keeping keeping = Keeping.reading(nextStore).aside().without(live.without());
    return fold(plan.besides(live.build()), List.of(), keeping);
  }

  /// A stream folded anew; entries before `goneBefore`, where it is not empty, could not be.
  record Anew(RewardFold fold, String goneBefore) {}

  /// The whole stream, with what the archive has of it where one is given, folded anew without
  /// these principals' feedback.
  Anew anew(Build build, Set<Long> without, Optional<Path> archive) {
    try (RewardLog log = history(build.schema().hash(), archive)) {
      RewardFold fold = fold(log, build, List.of(), Keeping.NOTHING.aside().without(without));
      String trimmedTo = log.trimmedTo();
      return new Anew(fold, trimmedTo.equals(RewardLog.BEGINNING) ? "" : trimmedTo);
    }
  }

  private RewardLog history(String schema, Optional<Path> archive) {
    if (archive.isEmpty()) {
      return reader.rewards(route(), schema);
    }
    RewardArchive archives =
        RewardArchive.find()
            .orElseThrow(
                () ->
                    new ConfigProblem(
                        "--archive: nothing on the class path reads archives; use ./pointsman"));
    try {
      RewardArchive.Opened opened = archives.open(archive.get(), route(), schema);
      return new WholeRewardLog(opened.rewards(), opened.end(), reader.rewards(route(), schema));
    } catch (IllegalArgumentException e) {
      throw new ConfigProblem("--archive: " + e.getMessage());
    }
  }

  private RewardFold fold(Build build, List<FoldListener> listeners, Keeping keeping) {
    try (RewardLog log = reader.rewards(route(), build.schema().hash())) {
      return fold(log, build, listeners, keeping);
    }
  }

  private RewardFold fold(
      RewardLog log, Build build, List<FoldListener> listeners, Keeping keeping) {
    List<Arm> first = reader.firstArms(route()).orElseGet(arms::engineArms);
    RewardFold fold = RewardFold.of(log, build, first, listeners, keeping);
    fold.catchUp();
    return fold;
  }

  /// Keeps a snapshot in the place of whichever router does: it goes on a few seconds later.
  void keep(Snapshot snapshot) {
    if (!store.put(store.seize(BY, LEASE), snapshot, Set.of())) {
      throw fenced();
    }
  }

  private static ConfigProblem fenced() {
    return new ConfigProblem("another command took the lease meanwhile; try again");
  }

  String rollback(String name) {
    return give(new Order.Rollback(name, BY));
  }

  String adopt(Snapshot snapshot) {
    return store.adopt(store.seize(BY, LEASE), snapshot, BY).orElseThrow(PolicyOffice::fenced);
  }

  String freeze(boolean learning, boolean exploring) {
    return give(new Order.Freeze(learning, exploring, BY));
  }

  String steer(Order.Move move) {
    return give(new Order.Steer(move, BY));
  }

  private String give(Order order) {
    return store
        .order(order)
        .orElseThrow(
            () ->
                new ConfigProblem(
                    "route "
                        + route()
                        + " keeps no snapshot "
                        + order.snapshot().orElse("")
                        + "; policy show lists those there are"));
  }

  @Override
  public void close() {
    redis.close();
  }
}
