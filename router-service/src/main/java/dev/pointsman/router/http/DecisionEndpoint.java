package dev.pointsman.router.http;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.DecisionFile;
import dev.pointsman.feedback.DecisionJson;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.openai.RequestFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/// `GET /v1/decisions/{id}`: all that is known of one decision, to the key that made the request
/// and to viewers; features to admins.
final class DecisionEndpoint {

  private final Vertx vertx;
  private final Services services;

  DecisionEndpoint(Vertx vertx, Services services) {
    this.vertx = vertx;
    this.services = services;
  }

  void handle(RoutingContext http) {
    Caller caller =
        services.keyring().admit(http.request(), Role.APPLICATION, Role.VIEWER, Role.FEEDBACK);
    Replies.json(
        http,
        200,
        find(String.valueOf(http.pathParam("id")))
            .map(
                file -> {
                  if (!caller.is(Role.VIEWER) && !madeBy(file.decision(), caller)) {
                    throw unknown();
                  }
                  return DecisionJson.of(file, caller.is(Role.ADMIN));
                }));
  }

  /// The decision's file; a failure 404 when the id is malformed or unknown.
  Future<DecisionFile> find(String id) {
    return find(id, "decision_id");
  }

  /// As above, of an id that stands in the field `param`.
  Future<DecisionFile> find(String id, String param) {
    if (!isUuid(id)) {
      return Future.failedFuture(unknown(param));
    }
    return Future.fromCompletionStage(services.log().find(id), vertx.getOrCreateContext())
        .recover(
            away ->
                Future.failedFuture(
                    RequestFailure.of(
                        503, "store_unavailable", "the event store does not answer; try again")))
        .map(file -> file.orElseThrow(() -> unknown(param)));
  }

  static boolean madeBy(LoggedDecision decision, Caller caller) {
    return caller.name().equals(decision.contract().getOrDefault("key", ""));
  }

  static RequestFailure unknown() {
    return unknown("decision_id");
  }

  private static RequestFailure unknown(String param) {
    return RequestFailure.notFound(
        "decision_not_found", param, "no decision with this id is on record");
  }

  static boolean isUuid(String id) {
    try {
      return UUID.fromString(id).toString().equals(id);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
