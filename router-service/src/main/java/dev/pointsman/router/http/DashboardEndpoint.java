package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.bandit.Price;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.live.LiveRoute;
import dev.pointsman.router.live.RecentDecisions.Shown;
import dev.pointsman.router.live.RouteRecord;
import dev.pointsman.router.live.Series;
import dev.pointsman.router.openai.Json;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/// `GET /dashboard/state`: all the dashboard shows of a route beside its frontier. Not an API for
/// others.
final class DashboardEndpoint {

  private static final int DECISIONS_SHOWN = 20;

  private final Vertx vertx;
  private final Services services;

  DashboardEndpoint(Vertx vertx, Services services) {
    this.vertx = vertx;
    this.services = services;
  }

  void handle(RoutingContext http) {
    services.keyring().admit(http.request(), Role.VIEWER, Role.APPLICATION);
    LiveRoute route = services.route(Requests.parameter(http, "route"));
    Replies.json(
        http, 200, vertx.executeBlocking(() -> state(route, services.clock().millis()), false));
  }

  private static ObjectNode state(LiveRoute route, long nowMillis) {
    ObjectNode state = Json.object().put("route", route.name());
    Series.Totals totals = Series.totals(route.record());
    state.put("requests", Math.max(totals.requests(), route.recent().total()));
    state.put("rewarded", totals.rewarded());
    state.put("spend_usd", totals.spendUsd());
    state.put("policy_version", route.policy().get().version());
    ArrayNode arms = state.putArray("arms");
    route
        .arms()
        .arms()
        .forEach(
            entry -> {
              Price price = entry.priced(nowMillis, 0, 0).price();
              arms.addObject()
                  .put("id", entry.arm().id())
                  .put("input_usd_per_mtok", price.inputUsdPerMtok())
                  .put("output_usd_per_mtok", price.outputUsdPerMtok());
            });
    series(state.putArray("series"), route.record());
    ArrayNode alarms = state.putArray("alarms");
    route
        .alarms()
        .all()
        .forEach(
            alarm ->
                alarms
                    .addObject()
                    .put("t", alarm.tsMillis())
                    .put("arm", alarm.arm())
                    .put("entry", alarm.entry()));
    CandidateEndpoint.put(state, route.keep().upkeep().get().candidate());
    signals(state.putArray("signals"), route);
    shares(state.putArray("shares"), route);
    decisions(state.putArray("decisions"), route);
    return state;
  }

  private static void series(ArrayNode series, RouteRecord record) {
    for (Series.Span span : Series.of(record)) {
      series
          .addObject()
          .put("t", span.startMillis())
          .put("n", span.n())
          .put("quality", span.quality().orElse(null))
          .put("cost_usd", span.costUsd().orElse(null));
    }
  }

  private static void signals(ArrayNode signals, LiveRoute route) {
    route
        .signals()
        .all()
        .forEach(
            (source, count) ->
                signals
                    .addObject()
                    .put("source", source)
                    .put("n", count.n())
                    .put("quality", count.n() == 0 ? null : count.mean()));
  }

  private static void shares(ArrayNode shares, LiveRoute route) {
    Map<String, Integer> counts = route.recent().counts();
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    for (String arm : route.record().arms()) {
      int n = counts.getOrDefault(arm, 0);
      shares.addObject().put("arm", arm).put("n", n).put("share", all == 0 ? 0 : (double) n / all);
    }
  }

  private static void decisions(ArrayNode decisions, LiveRoute route) {
    for (Shown shown : route.recent().newest(DECISIONS_SHOWN)) {
      double reward = route.record().rewardOf(shown.id());
      decisions
          .addObject()
          .put("id", shown.id())
          .put("ts", shown.tsMillis())
          .put("arm", shown.arm())
          .put("propensity", shown.propensity())
          .put("predicted_quality", shown.predictedQuality())
          .put("cost_usd", shown.costMicroUsd().map(micro -> micro / 1e6).orElse(null))
          .put("reward", Double.isNaN(reward) ? null : reward)
          .put("explored", shown.explored());
    }
  }
}
