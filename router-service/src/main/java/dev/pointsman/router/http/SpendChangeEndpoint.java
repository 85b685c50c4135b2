package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.spend.CostChange;
import dev.pointsman.router.spend.SpendJson;
import dev.pointsman.router.spend.SpendWindow;
import dev.pointsman.router.spend.SpendWindow.Period;
import dev.pointsman.router.spend.Spent;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/// `GET /v1/spend/change`: why a window cost more or less than the one before it, to viewers.
final class SpendChangeEndpoint {

  private static final List<String> WINDOWS = List.of("24h", "7d", "30d");

  private final Services services;
  private final SpendEndpoint spend;

  SpendChangeEndpoint(Services services, SpendEndpoint spend) {
    this.services = services;
    this.spend = spend;
  }

  void handle(RoutingContext http) {
    Caller caller = services.keyring().admit(http.request(), Role.VIEWER);
    SpendWindow window = SpendEndpoint.window(http, SpendWindow.MONTH, WINDOWS);
    Period now = window.comparable(services.clock().millis());
    Period before = now.before();
    Future<List<Spent>> old = spend.spent(before, caller);
    Future<List<Spent>> latest = spend.spent(now, caller);
    Replies.json(
        http,
        200,
        Future.all(old, latest)
            .map(both -> json(window, CostChange.of(old.result(), latest.result()))));
  }

  private static ObjectNode json(SpendWindow window, CostChange change) {
    ObjectNode json = Json.object().put("window", window.label());
    json.put("before_usd", SpendJson.usd(change.before()));
    json.put("after_usd", SpendJson.usd(change.after()));
    json.put("volume_usd", SpendJson.usd(change.volume()));
    json.put("mix_usd", SpendJson.usd(change.mix()));
    json.put("length_usd", SpendJson.usd(change.length()));
    json.put("price_usd", SpendJson.usd(change.price()));
    return json;
  }
}
