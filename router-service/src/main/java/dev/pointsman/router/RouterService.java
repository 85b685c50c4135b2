package dev.pointsman.router;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.bandit.learners.Learners;
import dev.pointsman.feedback.FeedbackTokens;
import dev.pointsman.feedback.StoreAwayException;
import dev.pointsman.feedback.fold.FoldThread;
import dev.pointsman.feedback.fold.RewardFold;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.config.Objective;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.decision.AimedPace;
import dev.pointsman.router.decision.Catalogue;
import dev.pointsman.router.decision.Catalogue.RouteArms;
import dev.pointsman.router.decision.Conversations;
import dev.pointsman.router.decision.Decider;
import dev.pointsman.router.decision.DecisionIds;
import dev.pointsman.router.decision.Fleet;
import dev.pointsman.router.decision.Pace;
import dev.pointsman.router.http.Admission;
import dev.pointsman.router.http.HttpGateway;
import dev.pointsman.router.http.ImplicitSignals;
import dev.pointsman.router.http.Keyring;
import dev.pointsman.router.http.Services;
import dev.pointsman.router.live.ArmAlarms;
import dev.pointsman.router.live.LiveRoute;
import dev.pointsman.router.live.RecentDecisions;
import dev.pointsman.router.live.RouteRecord;
import dev.pointsman.router.metrics.Telemetry;
import dev.pointsman.router.upstream.Deployments;
import dev.pointsman.router.upstream.Fallback;
import dev.pointsman.router.upstream.HttpUpstream;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import java.net.BindException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running router: event store, one fold per route, the HTTP server. What `serve` and `demo`
/// start.
public final class RouterService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RouterService.class);
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration FEEDBACK_LIFE = Duration.ofHours(24);
  private static final long REFIT_MILLIS = 30_000;
  private static final String DEFAULT_LEARNER = "adaptive";

  private final RouterConfig config;
  private final Backend backend;
  private final InstantSource clock = InstantSource.system();
  private final SecureRandom random = new SecureRandom();
  private final Telemetry telemetry = new Telemetry();
  private final List<FoldThread> folds = new ArrayList<>();
  private final List<AimedPace> paces = new ArrayList<>();
  private final AtomicBoolean draining = new AtomicBoolean();
  private final AtomicInteger port = new AtomicInteger();
  private final Vertx vertx;

  private Optional<String> newKey = Optional.empty();
  private Optional<String> gateway = Optional.empty();

  private RouterService(RouterConfig config, Backend backend, Vertx vertx) {
    this.config = config;
    this.backend = backend;
    this.vertx = vertx;
  }

  /// Starts everything and returns when the port listens and what was learnt before is learnt
  /// again. Throws {@link ConfigProblem} when the port or the data directory cannot be used.
  public static RouterService start(RouterConfig config) {
    Featurizer featurizer = config.features().featurizer();
    Vertx vertx = newVertx();
    Backend backend;
    try {
      backend = Backend.open(config, ((VertxInternal) vertx).nettyEventLoopGroup());
    } catch (RuntimeException | Error e) {
      await(vertx.close(), "the event loops did not stop in time");
      throw e;
    }
    return start(new RouterService(config, backend, vertx), featurizer);
  }

  /// The same over a given store, which is closed with the service.
  static RouterService start(RouterConfig config, Backend backend, Featurizer featurizer) {
    return start(new RouterService(config, backend, newVertx()), featurizer);
  }

  private static Vertx newVertx() {
    return Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  }

  private static RouterService start(RouterService service, Featurizer featurizer) {
    try {
      service.serve(featurizer);
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
    return port.get();
  }

  /// Lets requests under way finish, then stops the folds, and the event store last.
  @Override
  public void close() {
    if (draining.getAndSet(true)) {
      return;
    }
    // The server first: requests under way still need the client to their upstreams. The event
    // loops last: the store's answers come on them.
    gateway.ifPresent(id -> await(vertx.undeploy(id), "requests under way did not end in time"));
    folds.forEach(FoldThread::close);
    paces.forEach(AimedPace::close);
    backend.close();
    await(vertx.close(), "the event loops did not stop in time");
    telemetry.close();
    LOG.info("stopped");
  }

  private void serve(Featurizer featurizer) {
    Catalogue catalogue = new Catalogue(config);
    Map<String, LiveRoute> routes = new LinkedHashMap<>();
    for (RouteArms arms : catalogue.routes()) {
      routes.put(arms.route().name(), route(arms, featurizer));
    }
    vertx.setPeriodic(REFIT_MILLIS, id -> routes.keySet().forEach(this::refit));
    Deployments deployments = new Deployments(config);
    telemetry.watchLog(backend.stats());
    Decider decider =
        new Decider(
            new Fleet(catalogue, deployments),
            featurizer,
            name -> liveRoute(routes, name).brain(),
            new Conversations(backend.tokenSecret()),
            new DecisionIds(clock, random));
    telemetry.watchDecider(decider::failures);
    Services services =
        new Services(
            config.limits(),
            new Admission(config.limits().concurrentRequests()),
            catalogue,
            decider,
            backend.log(),
            new FeedbackTokens(backend.tokenSecret(), config.longestHorizon(FEEDBACK_LIFE), clock),
            keyring(),
            telemetry,
            routes,
            new ImplicitSignals(backend.log(), routes::get, clock),
            backend.answers(),
            draining::get,
            clock);
    listen(services, deployments);
  }

  private void refit(String route) {
    backend
        .calibrations()
        .refit(route)
        .whenComplete(
            (isNew, failure) -> {
              if (failure == null && isNew) {
                LOG.info("route {}: signals are mapped anew", route);
              }
            });
  }

  private Keyring keyring() {
    Keyring keyring = new Keyring(config.auth());
    if (config.auth().open() || !config.auth().keys().isEmpty()) {
      return keyring;
    }
    FirstKey first = FirstKey.in(config.server().dataDir());
    newKey = first.secret();
    return keyring.with("first", first.sha256(), EnumSet.allOf(Role.class));
  }

  /// A route's learner that knows nothing yet.
  public static Learner learner(RouteArms arms, Featurizer featurizer) {
    return Learners.create(arms.route().learner().orElse(DEFAULT_LEARNER), featurizer.schema());
  }

  private LiveRoute route(RouteArms arms, Featurizer featurizer) {
    String name = arms.route().name();
    List<Arm> first = tellArms(arms);
    RouteRecord record = new RouteRecord(first, clock);
    Learner learner = learner(arms, featurizer);
    FoldWatch watch = new FoldWatch(telemetry, name, clock);
    ArmAlarms alarms = new ArmAlarms();
    RewardFold fold =
        new RewardFold(
            backend.rewards().apply(name, featurizer.schema().hash()),
            learner,
            first,
            List.of(record, alarms, watch));
    fold.catchUp();
    watch.live();
    folds.add(FoldThread.start(fold, name));
    arms.engineArms().forEach(arm -> telemetry.watchAlarms(name, arm.id()));
    telemetry.watchRoute(name, () -> fold.live().version(), watch::lagSeconds);
    LOG.info("route {}: {} arms, policy {}", name, arms.arms().size(), fold.live().version());
    return new LiveRoute(
        arms, fold::live, pace(arms, fold, featurizer), record, alarms, new RecentDecisions());
  }

  /// Tells the route's learners its arms, and gives those a fold begins with.
  private List<Arm> tellArms(RouteArms arms) {
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

  private Pace pace(RouteArms arms, RewardFold fold, Featurizer featurizer) {
    Objective objective = arms.route().objective();
    if (objective.aim().isEmpty()) {
      return Pace.fixed(objective.lambda());
    }
    AimedPace pace =
        new AimedPace(
            objective.aim().get(),
            arms.engineArms(),
            featurizer.schema().dimension(),
            () -> fold.live().policy());
    paces.add(pace);
    telemetry.watchPace(arms.route().name(), pace::lambda);
    return pace;
  }

  private static LiveRoute liveRoute(Map<String, LiveRoute> routes, String name) {
    LiveRoute route = routes.get(name);
    if (route == null) {
      throw new IllegalStateException("no live route " + name);
    }
    return route;
  }

  private void listen(Services services, Deployments deployments) {
    RouterConfig.Server server = config.server();
    HttpUpstream upstream = new HttpUpstream(vertx, config);
    Fallback fallback = new Fallback(vertx, upstream, deployments, config.limits(), random);
    int wanted = server.port() == 0 ? HttpGateway.ANY_PORT : server.port();
    DeploymentOptions options =
        new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
    try {
      String id =
          vertx
              .deployVerticle(
                  () -> new HttpGateway(services, fallback, server.host(), wanted, port::set),
                  options)
              .await(START_PATIENCE.toSeconds(), TimeUnit.SECONDS);
      gateway = Optional.of(id);
    } catch (TimeoutException e) {
      throw new ConfigProblem("the HTTP server did not start within " + START_PATIENCE);
    } catch (Exception e) {
      throw cannotListen(e);
    }
    LOG.info("listening on http://{}:{}", server.host(), port.get());
  }

  private ConfigProblem cannotListen(Exception cause) {
    Throwable root =
        cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
    String address = config.server().host() + ":" + config.server().port();
    if (root instanceof BindException) {
      return new ConfigProblem(
          "cannot listen on "
              + address
              + ": the port is in use or the address is not this machine's; choose another"
              + " (server.host, server.port or --port)");
    }
    return new ConfigProblem("cannot listen on " + address + ": " + root.getMessage());
  }

  private static void await(Future<?> future, String complaint) {
    try {
      future.await(START_PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      LOG.warn(complaint);
    }
  }
}
