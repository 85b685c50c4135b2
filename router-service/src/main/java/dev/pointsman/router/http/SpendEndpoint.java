package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.live.LiveRoute;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.spend.FixedJson;
import dev.pointsman.router.spend.FixedShare;
import dev.pointsman.router.spend.GroupBy;
import dev.pointsman.router.spend.Saving;
import dev.pointsman.router.spend.SpendJson;
import dev.pointsman.router.spend.SpendReport;
import dev.pointsman.router.spend.SpendWindow;
import dev.pointsman.router.spend.SpendWindow.Period;
import dev.pointsman.router.spend.Spent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// `GET /v1/spend`: who spent what. Viewers see all, an application key what it spent itself.
/// Computed on a worker thread.
final class SpendEndpoint {

  private final Vertx vertx;
  private final Services services;

  SpendEndpoint(Vertx vertx, Services services) {
    this.vertx = vertx;
    this.services = services;
  }

  void handle(RoutingContext http) {
    Caller caller = services.keyring().admit(http.request(), Role.VIEWER, Role.APPLICATION);
    GroupBy by =
        choice(http, "group_by", "model", GroupBy.labels())
            .flatMap(GroupBy::of)
            .orElse(GroupBy.MODEL);
    SpendWindow window = window(http, SpendWindow.ALL, SpendWindow.labels());
    Period period = window.until(services.clock().millis());
    Replies.json(
        http,
        200,
        spent(period, caller)
            .compose(
                spent ->
                    fixed(spent, period, caller)
                        .compose(
                            fixed ->
                                vertx.executeBlocking(
                                    () -> answer(spent, fixed, by, window, caller), false)))
            .map(answer -> answer));
  }

  /// What the caller may see of a period; a failure 503 when the store is away.
  Future<List<Spent>> spent(Period period, Caller caller) {
    return stored(Spent.read(services.log().spend(), services.routes().keySet(), period))
        .map(
            spent ->
                caller.is(Role.VIEWER)
                    ? spent
                    : spent.stream().filter(s -> s.group().key().equals(caller.name())).toList());
  }

  private <T> Future<T> stored(CompletionStage<T> asked) {
    return Future.fromCompletionStage(asked, vertx.getOrCreateContext())
        .recover(
            away ->
                Future.failedFuture(
                    RequestFailure.of(
                        503, "store_unavailable", "the event store does not answer; try again")));
  }

  private Future<List<FixedShare>> fixed(List<Spent> spent, Period period, Caller caller) {
    return caller.is(Role.VIEWER)
        ? stored(services.fixedCosts().all()).map(costs -> FixedShare.of(costs, spent, period))
        : Future.succeededFuture(List.of());
  }

  private ObjectNode answer(
      List<Spent> spent, List<FixedShare> fixed, GroupBy by, SpendWindow window, Caller caller) {
    SpendReport report = SpendReport.of(spent, by);
    ObjectNode json = SpendJson.of(report, window, by);
    FixedJson.into(json, report, by, fixed);
    if (caller.is(Role.VIEWER)) {
      List<SpendJson.RouteSaving> savings = new ArrayList<>();
      for (LiveRoute route : services.routes().values()) {
        Saving.of(
                route.arms().route(),
                route.record().frontier(Optional.of(window.length()), route.pace().lambda()))
            .ifPresent(saving -> savings.add(new SpendJson.RouteSaving(route.name(), saving)));
      }
      SpendJson.savings(json, savings);
    }
    return json;
  }

  /// The query's window, one of a few. Throws a 400.
  static SpendWindow window(RoutingContext http, SpendWindow fallback, List<String> among) {
    return choice(http, "window", fallback.label(), among)
        .flatMap(SpendWindow::of)
        .orElse(fallback);
  }

  /// A query parameter that is one of a few; its default when absent. Throws a 400.
  static Optional<String> choice(
      RoutingContext http, String name, String fallback, List<String> among) {
    String given = Requests.parameter(http, name);
    if (given.isEmpty()) {
      return Optional.of(fallback);
    }
    if (!among.contains(given)) {
      throw RequestFailure.badRequest(name, name + " must be one of " + String.join(", ", among));
    }
    return Optional.of(given);
  }
}
