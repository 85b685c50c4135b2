package dev.pointsman.router;

import dev.pointsman.feedback.SharedTable;
import dev.pointsman.feedback.fold.Understudy;
import dev.pointsman.router.alerts.Alert;
import dev.pointsman.router.alerts.AlertBook;
import dev.pointsman.router.alerts.AlertWatch;
import dev.pointsman.router.config.ConfigSource;
import dev.pointsman.router.config.FeaturePair;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.config.RouterConfig.Route;
import dev.pointsman.router.counting.Tokenizer;
import dev.pointsman.router.grading.Collector;
import dev.pointsman.router.grading.Means;
import dev.pointsman.router.hold.HoldKeeper;
import dev.pointsman.router.http.Keyring;
import dev.pointsman.router.http.Services;
import dev.pointsman.router.keys.Bearer;
import dev.pointsman.router.keys.LiveKeys;
import dev.pointsman.router.reload.ConfigDesk;
import dev.pointsman.router.reload.LiveConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running router: event store, one fold per route, the HTTP server. What `serve` and `demo`
/// start.
public final class RouterService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RouterService.class);
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final long FOLLOW_MILLIS = 500;
  private static final long LOOK_MILLIS = 1_000;
  private static final long REVIEWS_MILLIS = 5_000;

  /// What was noticed longer ago, such as what a boot folds again, is told nobody.
  private static final long NEWS_MILLIS = 3_600_000;

  private final RouterConfig config;
  private final Foundation foundation;
  private final LiveConfig live;
  private final ConfigDesk desk;
  private final LiveKeys keys;
  private final Optional<Bearer> admin;
  private final Assembly assembly;
  private final AlertWatch alerts;
  private final Duty duty;
  private final Collector collector;
  private final Listener listener;
  private final AtomicReference<Services> services = new AtomicReference<>();

  private final List<Long> timers = new CopyOnWriteArrayList<>();
  private Optional<String> newKey = Optional.empty();

  private RouterService(
      ConfigSource source, RouterConfig config, Foundation foundation, Duty duty) {
    this.config = config;
    this.foundation = foundation;
    SharedTable changes = foundation.backend().tables().apply(LiveConfig.TABLE);
    this.live = new LiveConfig(source, changes, config, this::become, foundation.clock());
    this.desk = new ConfigDesk(live);
    this.keys = FirstKey.keys(foundation.backend().tables(), foundation.clock());
    this.admin = FirstKey.ofEnvironment(source.env());
    this.assembly = new Assembly(foundation, desk);
    this.alerts =
        new AlertWatch(
            foundation.backend().log().spend(),
            foundation.backend().budgets(),
            new AlertBook(foundation.backend().tables().apply(AlertBook.TABLE)),
            foundation.telemetry());
    this.duty = duty;
    this.collector = foundation.collector(assembly.papers(), () -> means(services.get()));
    this.listener = new Listener(foundation.vertx(), config, duty);
  }

  /// Starts everything and returns when the port listens and what was learnt before is learnt
  /// again. Throws {@link ConfigProblem} when the port or the data directory cannot be used.
  public static RouterService start(ConfigSource source) {
    return start(source, Duty.ALL);
  }

  /// The same for a part of the work.
  public static RouterService start(ConfigSource source, Duty duty) {
    RouterConfig config = source.alone();
    FeaturePair features = config.features().pair();
    Vertx vertx = newVertx();
    Backend backend;
    try {
      backend = Backend.open(config, ((VertxInternal) vertx).nettyEventLoopGroup());
    } catch (RuntimeException | Error e) {
      await(vertx.close(), "the event loops did not stop in time");
      throw e;
    }
    return start(source, config, Foundation.of(vertx, config, backend, features), duty);
  }

  /// The same over a given store, which is closed with the service.
  static RouterService start(
      ConfigSource source, Function<RouterConfig, Backend> backend, FeaturePair features) {
    RouterConfig config = source.alone();
    Foundation foundation = Foundation.of(newVertx(), config, backend.apply(config), features);
    return start(source, config, foundation, Duty.ALL);
  }

  private static Vertx newVertx() {
    return Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  }

  private static RouterService start(
      ConfigSource source, RouterConfig config, Foundation foundation, Duty duty) {
    RouterService service = new RouterService(source, config, foundation, duty);
    try {
      service.serve();
      return service;
    } catch (RuntimeException | Error e) {
      service.close();
      throw e;
    }
  }

  /// The key that was made at this start because the configuration has none; to be shown once.
  public Optional<String> newKey() {
    return newKey;
  }

  public int port() {
    return listener.port();
  }

  /// Lets requests under way finish, then stops the folds, and the event store last.
  @Override
  public void close() {
    if (foundation.draining().getAndSet(true)) {
      return;
    }
    // The server first: requests under way still need the client to their upstreams, and what is
    // reserved for them is kept. The event loops last: the store's answers come on them.
    Vertx vertx = foundation.vertx();
    await(listener.close(), "requests under way did not end in time");
    timers.forEach(vertx::cancelTimer);
    desk.close();
    alerts.close();
    collector.close();
    assembly.close();
    foundation.desk().close();
    foundation.backend().close();
    await(vertx.close(), "the event loops did not stop in time");
    foundation.telemetry().close();
    LOG.info("stopped");
  }

  private void serve() {
    foundation.telemetry().watchLog(foundation.backend().stats());
    foundation
        .telemetry()
        .watchConfig(
            () -> live.state().problem().isPresent() ? 1 : 0, () -> live.state().version());
    newKey = FirstKey.make(keys, config.auth(), admin.isPresent());
    keys.read();
    live.boot();
    tend(config.budgets().settings().lease());
    every(
        LOOK_MILLIS,
        () ->
            alerts.look(
                live.state().config().alerting(),
                services.get().holds().tree(),
                services.get().routes().keySet(),
                news(foundation.clock().millis()),
                foundation.clock().millis()));
    every(
        FOLLOW_MILLIS,
        () -> services.get().sessions().exchange(services.get().limits().sessionCost()));
    assembly.reviews().look(services.get().routes().values());
    every(REVIEWS_MILLIS, this::lookAtReviews);
    if (duty.collects()) {
      collector.start();
    }
    listener.open(services::get);
    desk.open(
        () -> {
          keys.look(foundation.clock().millis());
          assembly.tellArms();
          listener.renew(live.state().config().server().tls());
        });
  }

  /// Until the service is closed.
  private void every(long millis, Runnable work) {
    timers.add(foundation.vertx().setPeriodic(millis, id -> work.run()));
  }

  /// Arms that lately changed, and candidates that lately moved.
  private List<Alert> news(long nowMillis) {
    return services.get().routes().values().stream()
        .flatMap(route -> RouteNews.since(route, nowMillis - NEWS_MILLIS).stream())
        .toList();
  }

  private void lookAtReviews() {
    foundation
        .vertx()
        .executeBlocking(() -> assembly.reviews().look(services.get().routes().values()), false);
  }

  /// Users need the machine more when an eighth of what it takes at once is under way.
  private static Means means(Services services) {
    int busy = Math.max(1, services.limits().concurrentRequests() / 8);
    return new Means(
        services.catalogue(),
        services.fallback(),
        services.routes(),
        () -> services.admission().underWay() >= busy);
  }

  /// Follows the budgets made at run time, and keeps what is reserved.
  private void tend(Duration lease) {
    HoldKeeper keeper =
        new HoldKeeper(
            foundation.desk(),
            foundation.backend().log(),
            foundation.telemetry(),
            foundation.clock());
    await(
        Future.fromCompletionStage(foundation.register().refresh()),
        "budgets made at run time cannot be read");
    every(FOLLOW_MILLIS, () -> foundation.register().refresh());
    every(Math.max(50, lease.toMillis() / 4), () -> keeper.tend(services.get().holds()));
  }

  /// From here on requests are served by this configuration; those under way keep theirs.
  private void become(RouterConfig next) {
    next.models().forEach(model -> Tokenizer.forModel(model.upstreamName()).prepare());
    Assembly.Assembled assembled = assembly.of(next, keyring(next));
    services.set(assembled.services());
    if (!next.logging().equals(live.state().config().logging())) {
      LogLevel.set(next.logging().level());
    }
    assembled.served().run();
  }

  private Keyring keyring(RouterConfig next) {
    return new Keyring(next.auth(), admin.stream().toList(), keys, foundation.clock());
  }

  /// Which learners the configuration gives a route.
  public static Understudy.Plan plan(Route route, FeaturePair features) {
    return RunningRoute.plan(route, features);
  }

  private static void await(Future<?> future, String complaint) {
    try {
      future.await(START_PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      LOG.warn(complaint);
    }
  }
}
