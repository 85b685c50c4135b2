package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.spend.FixedCost;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// `/admin/v1/fixed-costs`: seats and machines that are paid for a time. Viewers look, admins
/// change.
record FixedCostsEndpoint(Vertx vertx, Services services) {

  static final String PATH = "/admin/v1/fixed-costs";

  void mount(Router router, Handler<RoutingContext> body) {
    router.get(PATH).handler(this::list);
    router.post(PATH).handler(body).handler(this::put);
    router.delete(PATH + "/*").handler(this::remove);
  }

  private void list(RoutingContext http) {
    services.keyring().admit(http.request(), Role.VIEWER);
    Replies.json(
        http,
        200,
        known(services.fixedCosts().all())
            .map(
                costs -> {
                  ObjectNode json = Json.object();
                  ArrayNode all = json.putArray("fixed_costs");
                  costs.forEach(cost -> all.add(cost.json()));
                  return json;
                }));
  }

  private void put(RoutingContext http) {
    services.keyring().admit(http.request(), Role.ADMIN);
    List<FixedCost> costs = costs(Json.object(Requests.body(http)).path("fixed_costs"));
    Replies.json(
        http,
        200,
        known(services.fixedCosts().put(costs))
            .map(done -> Json.object().put("imported", costs.size())));
  }

  private void remove(RoutingContext http) {
    services.keyring().admit(http.request(), Role.ADMIN);
    String id = AdminRequests.name(http, PATH, "");
    Replies.json(
        http,
        200,
        known(services.fixedCosts().remove(id))
            .map(
                wasThere -> {
                  if (!wasThere) {
                    throw RequestFailure.notFound(
                        "fixed_cost_not_found", "", "no fixed cost `" + id + "`");
                  }
                  return Json.object().put("id", id).put("removed", true);
                }));
  }

  private static List<FixedCost> costs(JsonNode rows) {
    if (!rows.isArray() || rows.isEmpty()) {
      throw RequestFailure.badRequest("fixed_costs", "fixed_costs must be a list of costs");
    }
    List<FixedCost> costs = new ArrayList<>();
    for (JsonNode row : rows) {
      String place = "fixed_costs[" + costs.size() + "]";
      try {
        costs.add(FixedCost.of(row));
      } catch (IllegalArgumentException e) {
        throw RequestFailure.badRequest(place, place + "." + e.getMessage());
      }
    }
    return costs;
  }

  private <T> Future<T> known(CompletionStage<T> answer) {
    return Future.fromCompletionStage(answer, vertx.getOrCreateContext())
        .recover(
            cause -> {
              Throwable why = cause.getCause() == null ? cause : cause.getCause();
              return Future.failedFuture(
                  why instanceof IllegalArgumentException
                      ? RequestFailure.badRequest("fixed_costs", String.valueOf(why.getMessage()))
                      : RequestFailure.of(
                          503, "store_unavailable", "the event store does not answer; try again"));
            });
  }
}
