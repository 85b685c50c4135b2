package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.live.Frontier;
import dev.pointsman.router.live.Frontier.Point;
import dev.pointsman.router.live.Interval;
import dev.pointsman.router.live.LiveRoute;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.spend.Saving;
import dev.pointsman.router.spend.SpendJson;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `GET /v1/frontier`: accuracy per dollar of the live policy and of what else could have been.
/// Computed on a worker thread.
final class FrontierEndpoint {

  private static final Map<String, Duration> WINDOWS = windows();

  private final Vertx vertx;
  private final Services services;

  FrontierEndpoint(Vertx vertx, Services services) {
    this.vertx = vertx;
    this.services = services;
  }

  void handle(RoutingContext http) {
    services.keyring().admit(http.request(), Role.VIEWER, Role.APPLICATION);
    LiveRoute route = services.route(Requests.parameter(http, "route"));
    String given = Requests.parameter(http, "window");
    String window = given.isEmpty() ? "all" : given;
    if (!window.equals("all") && !WINDOWS.containsKey(window)) {
      throw RequestFailure.badRequest(
          "window", "window must be one of " + String.join(", ", WINDOWS.keySet()) + ", all");
    }
    Optional<Duration> span = Optional.ofNullable(WINDOWS.get(window));
    Replies.json(
        http,
        200,
        vertx.executeBlocking(
            () -> answer(route, window, route.record().frontier(span, route.pace().lambda())),
            false));
  }

  private static ObjectNode answer(LiveRoute route, String window, Frontier frontier) {
    ObjectNode answer = Json.object().put("route", route.name()).put("window", window);
    ArrayNode points = answer.putArray("points");
    frontier.points().forEach(point -> point(points.addObject(), point));
    ArrayNode mix = answer.putArray("static_mix");
    frontier.staticMix().forEach(corner -> mix.addArray().add(corner[0]).add(corner[1]));
    SpendJson.savings(
        answer,
        Saving.of(route.arms().route(), frontier).stream()
            .map(saving -> new SpendJson.RouteSaving(route.name(), saving))
            .toList());
    return answer;
  }

  private static void point(ObjectNode json, Point point) {
    json.put("kind", point.kind());
    point.arm().ifPresent(arm -> json.put("arm", arm));
    point.lambda().ifPresent(lambda -> json.put("lambda", lambda));
    json.put("n", point.n());
    json.put("n_rewarded", point.rewarded());
    json.put("ess", point.quality().map(Interval::ess).orElse(0.0));
    interval(json.putObject("cost_usd"), point.cost());
    interval(json.putObject("quality"), point.quality());
    json.put("quality_basis", point.basis().name().toLowerCase(Locale.ROOT));
  }

  private static void interval(ObjectNode json, Optional<Interval> interval) {
    json.put("mean", interval.map(Interval::mean).orElse(null));
    json.put("lo", interval.map(Interval::lo).orElse(null));
    json.put("hi", interval.map(Interval::hi).orElse(null));
  }

  private static Map<String, Duration> windows() {
    Map<String, Duration> windows = new LinkedHashMap<>();
    windows.put("15m", Duration.ofMinutes(15));
    windows.put("1h", Duration.ofHours(1));
    windows.put("24h", Duration.ofDays(1));
    windows.put("7d", Duration.ofDays(7));
    return windows;
  }
}
