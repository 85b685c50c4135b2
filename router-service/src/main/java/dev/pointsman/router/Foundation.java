package dev.pointsman.router;

import dev.pointsman.feedback.FeedbackTokens;
import dev.pointsman.router.cache.AnswerCache;
import dev.pointsman.router.config.FeaturePair;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.decision.Conversations;
import dev.pointsman.router.decision.DecisionIds;
import dev.pointsman.router.grading.Collector;
import dev.pointsman.router.grading.Desk;
import dev.pointsman.router.grading.Grader;
import dev.pointsman.router.grading.Means;
import dev.pointsman.router.grading.Purse;
import dev.pointsman.router.hold.BudgetDesk;
import dev.pointsman.router.hold.BudgetRegister;
import dev.pointsman.router.metrics.Telemetry;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// What lives as long as the process, whatever the configuration becomes meanwhile. Any thread.
record Foundation(
    Vertx vertx,
    Backend backend,
    FeaturePair features,
    Telemetry telemetry,
    AnswerCache cache,
    Conversations conversations,
    FeedbackTokens tokens,
    DecisionIds ids,
    BudgetDesk desk,
    BudgetRegister register,
    SecureRandom random,
    InstantSource clock,
    AtomicBoolean draining) {

  private static final Duration FEEDBACK_LIFE = Duration.ofHours(24);

  static Foundation of(Vertx vertx, RouterConfig config, Backend backend, FeaturePair features) {
    InstantSource clock = InstantSource.system();
    SecureRandom random = new SecureRandom();
    byte[] secret = backend.tokenSecret();
    Telemetry telemetry = new Telemetry();
    return new Foundation(
        vertx,
        backend,
        features,
        telemetry,
        new AnswerCache(backend.cache(), secret, telemetry),
        new Conversations(secret),
        new FeedbackTokens(secret, config.longestHorizon(FEEDBACK_LIFE), clock),
        new DecisionIds(clock, random),
        new BudgetDesk(vertx, backend.budgets(), telemetry, clock),
        new BudgetRegister(backend.tables().apply(BudgetRegister.TABLE)),
        random,
        clock,
        new AtomicBoolean());
  }

  /// A name that nobody else in the fleet has.
  String newName() {
    return "router-%d-%016x".formatted(ProcessHandle.current().pid(), random.nextLong());
  }

  /// What has answers graded, with the means of that moment.
  Collector collector(Desk papers, Supplier<Means> means) {
    Purse purse = new Purse(vertx, backend.budgets(), clock);
    Grader grader = new Grader(vertx, backend.log(), purse, telemetry, clock);
    return new Collector(vertx, papers, grader, backend.calibrations(), means);
  }
}
