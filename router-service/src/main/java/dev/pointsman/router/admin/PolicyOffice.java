package dev.pointsman.router.admin;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.fold.Build;
import dev.pointsman.feedback.fold.FoldListener;
import dev.pointsman.feedback.fold.Keeping;
import dev.pointsman.feedback.fold.RewardFold;
import dev.pointsman.feedback.redis.RedisConnection;
import dev.pointsman.feedback.redis.RedisReader;
import dev.pointsman.feedback.redis.RedisSnapshotStore;
import dev.pointsman.feedback.snapshot.Lease;
import dev.pointsman.feedback.snapshot.Snapshot;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import dev.pointsman.router.RouterService;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.decision.Catalogue;
import dev.pointsman.router.decision.Catalogue.RouteArms;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// One route's policy beside the routers that serve it: its folds, made with their code, its
/// snapshots, and orders to them. One thread.
final class PolicyOffice implements AutoCloseable {

  private static final Duration LEASE = Duration.ofSeconds(5);
  private static final String BY = "command line";

  private final RedisConnection redis;
  private final RedisReader reader;
  private final RouteArms arms;
  private final Featurizer featurizer;
  private final SnapshotStore store;

  private PolicyOffice(RedisConnection redis, RouteArms arms, Featurizer featurizer) {
    this.redis = redis;
    this.reader = new RedisReader(redis);
    this.arms = arms;
    this.featurizer = featurizer;
    this.store = new RedisSnapshotStore(redis, arms.route().name(), InstantSource.system());
  }

  static PolicyOffice open(StoreOptions options) {
    PlaceOptions.Store place = options.store();
    RedisConnection redis = place.connect();
    try {
      RouterConfig config = place.served(redis);
      RouteArms arms = new Catalogue(config).route(options.route(config).orElse(""));
      return new PolicyOffice(redis, arms, config.features().featurizer());
    } catch (RuntimeException e) {
      redis.close();
      throw e;
    }
  }

  String route() {
    return arms.route().name();
  }

  Featurizer featurizer() {
    return featurizer;
  }

  SnapshotStore store() {
    return store;
  }

  /// What the routers serve now, from the newest snapshot on; listeners hear of the last `recalled`
  /// entries at least.
  RewardFold live(long recalled, List<FoldListener> listeners) {
    Build build = RouterService.build(arms.route(), featurizer);
    return fold(build, listeners, Keeping.reading(store).recalling(recalled));
  }

  /// The whole stream, folded anew by a learner of this name without these principals' feedback.
  RewardFold anew(String learner, Set<Long> without) {
    Build build = new Build(learner, featurizer.schema());
    return fold(build, List.of(), Keeping.NOTHING.without(without));
  }

  private RewardFold fold(Build build, List<FoldListener> listeners, Keeping keeping) {
    List<Arm> first = reader.firstArms(route()).orElseGet(arms::engineArms);
    RewardFold fold =
        RewardFold.of(
            reader.rewards(route(), featurizer.schema().hash()), build, first, listeners, keeping);
    fold.catchUp();
    return fold;
  }

  /// From which entry on the stream is there; empty when it is whole.
  String trimmedTo() {
    try (var rewards = reader.rewards(route(), featurizer.schema().hash())) {
      return rewards.trimmedTo().equals("0-0") ? "" : rewards.trimmedTo();
    }
  }

  /// Keeps a snapshot in the place of whichever router does: it goes on a few seconds later.
  void keep(Snapshot snapshot) {
    Lease lease = store.seize(BY, LEASE);
    if (!store.put(lease, snapshot, Set.of())) {
      throw new ConfigProblem("another command took the lease meanwhile; try again");
    }
  }

  String rollback(String name) {
    return give(new Order.Rollback(name, BY));
  }

  String adopt(Snapshot snapshot) {
    keep(snapshot);
    return give(new Order.Adopt(snapshot.name(), BY));
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
