package dev.pointsman.router;

import dev.pointsman.router.alerts.AlertBook;
import dev.pointsman.router.approval.ApprovalBook;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.decision.Catalogue;
import dev.pointsman.router.decision.Decider;
import dev.pointsman.router.decision.Fleet;
import dev.pointsman.router.grading.Desk;
import dev.pointsman.router.grading.Specimens;
import dev.pointsman.router.hold.Holds;
import dev.pointsman.router.http.Admission;
import dev.pointsman.router.http.ImplicitSignals;
import dev.pointsman.router.http.Keyring;
import dev.pointsman.router.http.Services;
import dev.pointsman.router.http.SessionCosts;
import dev.pointsman.router.live.LiveRoute;
import dev.pointsman.router.reload.ConfigDesk;
import dev.pointsman.router.review.Reviews;
import dev.pointsman.router.spend.FixedCosts;
import dev.pointsman.router.upstream.Deployments;
import dev.pointsman.router.upstream.Fallback;
import dev.pointsman.router.upstream.HttpUpstream;
import java.util.Map;
import java.util.Optional;

/// Makes of a configuration what requests are served by: one immutable value, from which each
/// request takes all it needs at its beginning. What can go on from the one before does: folds,
/// health of deployments, connections to providers, the count of requests under way. One thread.
final class Assembly implements AutoCloseable {

  private final Foundation foundation;
  private final ConfigDesk desk;
  private final RunningRoutes routes;
  private final ImplicitSignals implicit;
  private final AlertBook alerts;
  private final ApprovalBook approvals;
  private final SessionCosts sessions;
  private final FixedCosts fixedCosts;
  private final Desk papers;
  private final Reviews reviews;
  private volatile Map<String, LiveRoute> live = Map.of();
  private Optional<Parts> last = Optional.empty();

  /// What the next one goes on from.
  private record Parts(
      Deployments deployments, HttpUpstream upstream, Admission admission, Decider decider) {}

  /// The services, and what to do once requests begin to use them.
  record Assembled(Services services, Runnable served) {}

  Assembly(Foundation foundation, ConfigDesk desk) {
    this.foundation = foundation;
    this.desk = desk;
    this.routes = new RunningRoutes(foundation);
    this.alerts = new AlertBook(foundation.backend().tables().apply(AlertBook.TABLE));
    this.approvals =
        new ApprovalBook(
            foundation.backend().tables().apply("approvals"),
            foundation.backend().tokenSecret(),
            foundation.random(),
            foundation.clock());
    this.fixedCosts = new FixedCosts(foundation.backend().tables().apply(FixedCosts.TABLE));
    this.sessions = new SessionCosts(foundation.backend().sessions());
    this.papers = new Desk(foundation.backend().papers(), foundation.backend().tokenSecret());
    this.reviews =
        new Reviews(
            foundation.backend().tables().apply(Reviews.TABLE),
            foundation.backend().tokenSecret(),
            foundation.clock());
    this.implicit =
        new ImplicitSignals(foundation.backend().log(), name -> live.get(name), foundation.clock());
  }

  /// Throws {@link dev.pointsman.feedback.StoreAwayException} when a new route cannot begin; what
  /// serves then is not touched.
  Assembled of(RouterConfig config, Keyring keyring) {
    Catalogue catalogue = new Catalogue(config);
    RunningRoutes.Change change = routes.become(catalogue);
    Parts parts = parts(config, catalogue, change.live());
    Fallback fallback =
        new Fallback(
            foundation.vertx(),
            parts.upstream(),
            parts.deployments(),
            config.limits(),
            foundation.random());
    Services services =
        new Services(
            config.limits(),
            parts.admission(),
            catalogue,
            parts.decider(),
            fallback,
            new Holds(foundation.desk(), foundation.register(), approvals, config.budgets()),
            foundation.backend().log(),
            foundation.backend().forgetting(),
            foundation.tokens(),
            keyring,
            foundation.telemetry(),
            desk,
            foundation.cache(),
            change.live(),
            implicit,
            sessions,
            alerts,
            fixedCosts,
            new Specimens(papers, reviews, foundation.telemetry(), catalogue, change.live()),
            reviews,
            foundation.backend().answers(),
            foundation.draining()::get,
            foundation.clock());
    return new Assembled(
        services,
        () -> {
          last = Optional.of(parts);
          live = change.live();
          foundation.backend().become(config);
          change.served().run();
        });
  }

  Desk papers() {
    return papers;
  }

  Reviews reviews() {
    return reviews;
  }

  /// See {@link RunningRoutes#tellArms}.
  void tellArms() {
    routes.tellArms();
  }

  private Parts parts(RouterConfig config, Catalogue catalogue, Map<String, LiveRoute> live) {
    Deployments deployments =
        last.map(before -> before.deployments().become(config))
            .orElseGet(() -> new Deployments(config));
    Fleet fleet = new Fleet(catalogue, deployments);
    int most = config.limits().concurrentRequests();
    return new Parts(
        deployments,
        last.map(before -> before.upstream().with(config.limits()))
            .orElseGet(() -> new HttpUpstream(foundation.vertx(), config.limits())),
        last.map(before -> before.admission().with(most)).orElseGet(() -> new Admission(most)),
        last.map(before -> before.decider().with(fleet, name -> brain(live, name)))
            .orElseGet(() -> decider(fleet, live)));
  }

  private Decider decider(Fleet fleet, Map<String, LiveRoute> live) {
    Decider first =
        new Decider(
            fleet,
            foundation.features(),
            name -> brain(live, name),
            foundation.conversations(),
            foundation.ids());
    foundation.telemetry().watchDecider(first::failures);
    return first;
  }

  private static Decider.Brain brain(Map<String, LiveRoute> routes, String name) {
    LiveRoute route = routes.get(name);
    if (route == null) {
      throw new IllegalStateException("no live route " + name);
    }
    return route.brain();
  }

  @Override
  public void close() {
    routes.close();
  }
}
