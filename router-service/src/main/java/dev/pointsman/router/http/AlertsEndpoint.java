package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.alerts.AlertBook;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

/// `GET /admin/v1/alerts`: the last 200 alerts of the whole fleet, newest first, to viewers.
record AlertsEndpoint(Vertx vertx, Services services) {

  void handle(RoutingContext http) {
    services.keyring().admit(http.request(), Role.VIEWER);
    Replies.json(
        http,
        200,
        Future.fromCompletionStage(services.alerts().newest(), vertx.getOrCreateContext())
            .recover(
                away ->
                    Future.failedFuture(
                        RequestFailure.of(
                            503,
                            "store_unavailable",
                            "the event store does not answer; try again")))
            .map(
                alerts -> {
                  ObjectNode json = Json.object();
                  ArrayNode all = json.putArray("alerts");
                  alerts.forEach(
                      alert ->
                          all.add(
                              AlertBook.told(alert)
                                  .put("delivered", alert.path("delivered").asBoolean())));
                  return json;
                }));
  }
}
