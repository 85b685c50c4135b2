package dev.pointsman.router.http;

import dev.pointsman.feedback.Forgetting.Forgotten;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.openai.Fields;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/// `POST /admin/v1/forget`: removes what is stored of a user, by the name its requests gave. Admins
/// only; the name is not written into the log.
record ForgetEndpoint(Vertx vertx, Services services, AdminRequests admins) {

  private static final int LONGEST_NAME = 256;

  void handle(RoutingContext http) {
    Caller by = admins.admit(http);
    Fields body = new Fields(Json.object(Requests.body(http)));
    body.refuseOthers(Set.of("principal"));
    String user =
        body.text("principal", LONGEST_NAME)
            .orElseThrow(() -> RequestFailure.badRequest("principal", "principal is missing"));
    AdminRequests.did(by, "forgot a principal");
    Replies.json(
        http,
        200,
        forgotten(user)
            .recover(
                away ->
                    Future.failedFuture(
                        RequestFailure.of(
                            503,
                            "store_unavailable",
                            "the event store does not answer; some may be removed: try again")))
            .map(
                all ->
                    Json.object()
                        .put("decisions", all.decisions().size())
                        .put("feedback", all.feedback())
                        .put("voices", all.voices())));
  }

  private Future<Forgotten> forgotten(String user) {
    return Future.fromCompletionStage(
        services
            .forgetting()
            .forget(services.routes().keySet(), user, services.tokens().principal(user))
            .thenCompose(
                all ->
                    services
                        .reviews()
                        .forget(Set.copyOf(all.decisions()))
                        .thenApply(removed -> all)),
        vertx.getOrCreateContext());
  }
}
