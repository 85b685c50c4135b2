package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.spend.Tally.Part;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.spend.Fairness;
import dev.pointsman.router.spend.SpendJson;
import dev.pointsman.router.spend.SpendWindow;
import io.vertx.ext.web.RoutingContext;

/// `GET /v1/fairness`: quality, cost, denials and degradation by segment, to viewers.
final class FairnessEndpoint {

  private final Services services;
  private final SpendEndpoint spend;

  FairnessEndpoint(Services services, SpendEndpoint spend) {
    this.services = services;
    this.spend = spend;
  }

  void handle(RoutingContext http) {
    Caller caller = services.keyring().admit(http.request(), Role.VIEWER);
    String by = SpendEndpoint.choice(http, "by", "tier", Fairness.segments()).orElse("tier");
    SpendWindow window = SpendEndpoint.window(http, SpendWindow.ALL, SpendWindow.labels());
    Replies.json(
        http,
        200,
        spend
            .spent(window.until(services.clock().millis()), caller)
            .map(
                spent -> {
                  ObjectNode json = Json.object().put("by", by).put("window", window.label());
                  ArrayNode rows = json.putArray("segments");
                  Fairness.of(spent, by, services.catalogue().values())
                      .forEach(segment -> row(rows.addObject(), segment));
                  return json;
                }));
  }

  private static void row(ObjectNode json, Fairness segment) {
    json.put("segment", segment.segment());
    json.put("requests", segment.tally().whole(Part.REQUESTS));
    json.put("rated_answers", segment.tally().whole(Part.RATED));
    SpendJson.interval(json, "quality", segment.quality());
    SpendJson.interval(json, "cost_usd", segment.cost());
    SpendJson.interval(json, "denied", segment.denied());
    SpendJson.interval(json, "degraded", segment.degraded());
  }
}
