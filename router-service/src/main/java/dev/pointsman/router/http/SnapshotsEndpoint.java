package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.StoreAwayException;
import dev.pointsman.feedback.fold.RewardFold.Upkeep;
import dev.pointsman.feedback.fold.Understudy;
import dev.pointsman.feedback.snapshot.SnapshotMark;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// `/admin/v1/snapshots`: what is kept of what a route learnt, and orders to all replicas: back to
/// a snapshot, stop learning or exploring, over to what folds in the background. Admins only.
final class SnapshotsEndpoint {

  private static final String PATH = "/admin/v1/snapshots";
  private static final long FOLD_PATIENCE_SECONDS = 5;
  private static final long PATIENCE_SECONDS = 10;

  private record Kept(List<SnapshotMark> marks, Optional<String> fingerprint) {}

  private final Services services;
  private final AdminRequests admins;

  SnapshotsEndpoint(Services services, AdminRequests admins) {
    this.services = services;
    this.admins = admins;
  }

  void mount(Router router, Handler<RoutingContext> body) {
    router.get(PATH).handler(this::list);
    router.post(PATH + "/rollback").handler(body).handler(this::rollback);
    router.post(PATH + "/freeze").handler(body).handler(this::freeze);
    router.post(PATH + "/cutover").handler(body).handler(this::cutOver);
  }

  private void list(RoutingContext http) {
    admins.admit(http);
    List<String> named = http.queryParam("route");
    LiveRoute route = services.route(named.isEmpty() ? "" : named.getFirst());
    admins.answer(http, () -> kept(route), kept -> shown(route, kept));
  }

  private static Kept kept(LiveRoute route) {
    return new Kept(
        route.keep().store().marks(),
        route
            .keep()
            .fingerprint()
            .get()
            .toCompletableFuture()
            .completeOnTimeout(Optional.empty(), FOLD_PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join());
  }

  private void rollback(RoutingContext http) {
    Caller by = admins.admit(http);
    Fields body = new Fields(Json.object(Requests.body(http)));
    body.refuseOthers(Set.of("route", "name"));
    LiveRoute route = services.route(body.text("route").orElse(""));
    String name =
        body.text("name")
            .orElseThrow(() -> RequestFailure.badRequest("name", "name of a snapshot is missing"));
    give(http, by, route, new Order.Rollback(name, by.name()));
  }

  private void freeze(RoutingContext http) {
    Caller by = admins.admit(http);
    Fields body = new Fields(Json.object(Requests.body(http)));
    body.refuseOthers(Set.of("route", "learning", "exploring"));
    LiveRoute route = services.route(body.text("route").orElse(""));
    boolean isLearning = body.flag("learning").orElse(true);
    boolean isExploring = body.flag("exploring").orElse(true);
    give(http, by, route, new Order.Freeze(!isLearning, !isExploring, by.name()));
  }

  private void cutOver(RoutingContext http) {
    Caller by = admins.admit(http);
    Fields body = new Fields(Json.object(Requests.body(http)));
    body.refuseOthers(Set.of("route"));
    LiveRoute route = services.route(body.text("route").orElse(""));
    Understudy understudy =
        route
            .keep()
            .understudy()
            .orElseThrow(
                () ->
                    RequestFailure.badRequest(
                        "route", "nothing folds in the background; see next_learner"));
    admins.answer(
        http,
        () -> {
          String id = ordered(understudy, by);
          AdminRequests.did(by, "cut route " + route.name() + " over at entry " + id);
          return id;
        },
        id -> Json.object().put("route", route.name()).put("order", id));
  }

  private static String ordered(Understudy understudy, Caller by) {
    try {
      return understudy
          .cutOver(by.name())
          .toCompletableFuture()
          .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IllegalStateException notYet) {
        throw RequestFailure.of(409, "not_ready", String.valueOf(notYet.getMessage()));
      }
      throw new StoreAwayException("the event store does not answer; try again", e);
    }
  }

  private void give(RoutingContext http, Caller by, LiveRoute route, Order order) {
    admins.answer(
        http,
        () -> {
          String id = route.keep().store().order(order).orElseThrow(() -> unknown(order));
          AdminRequests.did(by, "gave route " + route.name() + " the order " + order);
          return id;
        },
        id -> Json.object().put("route", route.name()).put("order", id));
  }

  private static ObjectNode shown(Understudy.Progress next) {
    return Json.object()
        .put("learner", next.learner())
        .put("feature_schema", next.schema())
        .put("rewards", next.rewards())
        .put("last_entry", next.lastId())
        .put("behind", next.behind());
  }

  private static RequestFailure unknown(Order order) {
    return RequestFailure.notFound(
        "snapshot_not_found",
        "name",
        "no snapshot `"
            + order.snapshot().orElse("")
            + "`; GET "
            + PATH
            + " lists those there are");
  }

  private static ObjectNode shown(LiveRoute route, Kept kept) {
    Upkeep upkeep = route.keep().upkeep().get();
    ObjectNode json = Json.object().put("route", route.name());
    json.put("policy_version", route.policy().get().version());
    kept.fingerprint().ifPresent(name -> json.put("fingerprint", name));
    json.put("learning", !upkeep.frozen().learning());
    json.put("exploring", !upkeep.frozen().exploring());
    route
        .keep()
        .understudy()
        .flatMap(Understudy::progress)
        .ifPresent(next -> json.set("next", shown(next)));
    ArrayNode list = json.putArray("snapshots");
    for (SnapshotMark mark : kept.marks()) {
      ObjectNode one = list.addObject().put("name", mark.name());
      one.put("learner", mark.origin().learner()).put("build", mark.origin().build());
      one.put("feature_schema", mark.origin().schema()).put("entries", mark.folded());
      one.put("bytes", mark.bytes());
      one.put("taken", Instant.ofEpochMilli(mark.takenMillis()).toString());
      mark.pin().ifPresent(order -> one.put("needed_by", order));
    }
    return json;
  }
}
