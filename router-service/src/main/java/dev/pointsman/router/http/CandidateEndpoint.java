package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.fold.Standing;
import dev.pointsman.feedback.fold.Standing.Gain;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.live.LiveRoute;
import dev.pointsman.router.openai.Fields;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// `/admin/v1/candidate`: how far the policy has come that a route tries beside the one that
/// serves, and orders to promote it, to stop it or to begin anew. Admins only.
final class CandidateEndpoint {

  private static final String PATH = "/admin/v1/candidate";
  private static final List<String> MOVES =
      Order.MOVES.stream().map(move -> move.name().toLowerCase(Locale.ROOT)).toList();

  private final Services services;
  private final AdminRequests admins;

  CandidateEndpoint(Services services, AdminRequests admins) {
    this.services = services;
    this.admins = admins;
  }

  void mount(Router router, Handler<RoutingContext> body) {
    router.get(PATH).handler(this::show);
    router.post(PATH).handler(body).handler(this::steer);
  }

  private void show(RoutingContext http) {
    admins.admit(http);
    LiveRoute route = services.route(Requests.parameter(http, "route"));
    ObjectNode json = Json.object().put("route", route.name());
    put(json, standing(route));
    Replies.json(http, 200, json);
  }

  private void steer(RoutingContext http) {
    Caller by = admins.admit(http);
    Fields body = new Fields(Json.object(Requests.body(http)));
    body.refuseOthers(Set.of("route", "move"));
    LiveRoute route = services.route(body.text("route").orElse(""));
    int move = MOVES.indexOf(body.text("move").orElse(""));
    if (move < 0) {
      throw RequestFailure.badRequest("move", "move must be one of " + String.join(", ", MOVES));
    }
    Order.Steer order = new Order.Steer(Order.MOVES.get(move), by.name());
    refuse(standing(route), order.move())
        .ifPresent(
            why -> {
              throw RequestFailure.of(
                  409, "candidate_cannot", "route `" + route.name() + "`: " + why);
            });
    admins.answer(
        http,
        () -> {
          String id = route.keep().store().order(order).orElseThrow();
          AdminRequests.did(by, "gave route " + route.name() + " the order " + order);
          return id;
        },
        id -> Json.object().put("route", route.name()).put("order", id));
  }

  private static Optional<Standing> standing(LiveRoute route) {
    return route.keep().upkeep().get().candidate();
  }

  /// Why that cannot be done.
  private static Optional<String> refuse(Optional<Standing> standing, Order.Move move) {
    return standing
        .map(known -> known.cannot(move))
        .orElse(Optional.of("no candidate is tried; the route's key `candidate` names one"));
  }

  /// As `candidate`, null where there is none.
  static void put(ObjectNode json, Optional<Standing> standing) {
    json.putNull("candidate");
    standing.ifPresent(known -> json.set("candidate", shown(known)));
  }

  private static ObjectNode shown(Standing known) {
    ObjectNode json = Json.object().put("candidacy", known.id());
    json.put("learner", known.proposal().learner());
    known.proposal().lambda().ifPresent(lambda -> json.put("lambda", lambda));
    json.put("stage", name(known.stage())).put("alarmed", known.isAlarmed());
    json.put("warming_up", known.warmingUp()).put("share", known.share());
    json.put("rows", known.rows()).put("failures", known.failures());
    json.set("utility", shown(known.utility()));
    json.set("quality", shown(known.quality()));
    json.set("cost_usd", shown(known.costUsd()));
    ArrayNode steps = json.putArray("steps");
    for (Standing.Step step : known.steps()) {
      ObjectNode one = steps.addObject().put("stage", name(step.stage()));
      one.put("entry", step.entry()).put("at", Instant.ofEpochMilli(step.tsMillis()).toString());
      one.put("why", step.why());
    }
    return json;
  }

  private static ObjectNode shown(Gain gain) {
    ObjectNode json = Json.object().put("mean", gain.mean());
    json.put("low", Double.isFinite(gain.low()) ? gain.low() : null);
    json.put("high", Double.isFinite(gain.high()) ? gain.high() : null);
    return json;
  }

  private static String name(Enum<?> stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }
}
