package dev.pointsman.router.http;

import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.FeedbackTokens;
import dev.pointsman.feedback.Forgetting;
import dev.pointsman.router.alerts.AlertBook;
import dev.pointsman.router.cache.AnswerCache;
import dev.pointsman.router.config.RouterConfig.Limits;
import dev.pointsman.router.decision.Catalogue;
import dev.pointsman.router.decision.Decider;
import dev.pointsman.router.grading.Specimens;
import dev.pointsman.router.hold.Holds;
import dev.pointsman.router.live.LiveRoute;
import dev.pointsman.router.metrics.Telemetry;
import dev.pointsman.router.reload.ConfigDesk;
import dev.pointsman.router.review.Reviews;
import dev.pointsman.router.spend.FixedCosts;
import dev.pointsman.router.upstream.Fallback;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// What requests are served by: one immutable value made of the configuration, all of it safe for
/// any thread. A request takes it once and keeps it, so that a change of the configuration is seen
/// whole or not at all.
///
/// `routes` are in the config's order; `storeAnswers` tells of the event store.
public record Services(
    Limits limits,
    Admission admission,
    Catalogue catalogue,
    Decider decider,
    Fallback fallback,
    Holds holds,
    EventLog log,
    Forgetting forgetting,
    FeedbackTokens tokens,
    Keyring keyring,
    Telemetry telemetry,
    ConfigDesk config,
    AnswerCache cache,
    Map<String, LiveRoute> routes,
    ImplicitSignals implicit,
    SessionCosts sessions,
    AlertBook alerts,
    FixedCosts fixedCosts,
    Specimens specimens,
    Reviews reviews,
    BooleanSupplier storeAnswers,
    BooleanSupplier draining,
    InstantSource clock) {

  /// The route by name, the default one for an empty name. Throws a 404.
  LiveRoute route(String name) {
    LiveRoute route = routes.get(catalogue.route(name).route().name());
    if (route == null) {
      throw new IllegalStateException("no live route " + name);
    }
    return route;
  }
}
