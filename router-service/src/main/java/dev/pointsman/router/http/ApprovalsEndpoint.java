package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.approval.Approval;
import dev.pointsman.router.approval.ApprovalBook;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/// `/admin/v1/approvals`: requests that wait for a word, and what was said of earlier ones. Viewers
/// see them, admins grant and refuse.
final class ApprovalsEndpoint {

  private static final String PATH = "/admin/v1/approvals";

  private final Vertx vertx;
  private final Services services;

  ApprovalsEndpoint(Vertx vertx, Services services) {
    this.vertx = vertx;
    this.services = services;
  }

  void mount(Router router) {
    router.get(PATH).handler(this::list);
    router.post(PATH + "/:id/grant").handler(http -> decide(http, true));
    router.post(PATH + "/:id/refuse").handler(http -> decide(http, false));
  }

  private ApprovalBook book() {
    return services.holds().approvals();
  }

  /// `?state=pending` and the like: only those.
  private void list(RoutingContext http) {
    services.keyring().admit(http.request(), Role.VIEWER);
    String state = http.request().getParam("state", "");
    if (!state.isEmpty() && !Approval.STATES.contains(state)) {
      throw RequestFailure.badRequest(
          "state", "there is no state `" + state + "`, but " + String.join(", ", Approval.STATES));
    }
    long now = services.clock().millis();
    Replies.json(
        http,
        200,
        known(book().list())
            .map(
                all -> {
                  ObjectNode answer = Json.object();
                  ArrayNode list = answer.putArray("approvals");
                  all.stream()
                      .map(approval -> approval.told(now))
                      .filter(a -> state.isEmpty() || a.path("state").asText().equals(state))
                      .forEach(list::add);
                  return answer;
                }));
  }

  private void decide(RoutingContext http, boolean isGranted) {
    Caller by = services.keyring().admit(http.request(), Role.ADMIN);
    String id = String.valueOf(http.pathParam("id"));
    Duration life = services.holds().settings().approvalLife();
    Replies.json(
        http,
        200,
        known(book().decide(id, isGranted, by.name(), life))
            .map(
                decided -> {
                  Approval approval = decided.orElseThrow(() -> unknown(id));
                  AdminRequests.did(by, (isGranted ? "granted `" : "refused `") + id + "`");
                  services.telemetry().approval(isGranted ? "granted" : "refused");
                  return approval.told(services.clock().millis());
                }));
  }

  private static RequestFailure unknown(String id) {
    return RequestFailure.notFound(
        "approval_not_found",
        "",
        "no approval `"
            + id
            + "` waits: it was refused or used before, it has expired, or never was");
  }

  private <T> Future<T> known(CompletionStage<T> asked) {
    return Future.fromCompletionStage(asked, vertx.getOrCreateContext())
        .recover(
            away ->
                Future.failedFuture(
                    RequestFailure.of(
                        503, "store_unavailable", "the approvals cannot be read now; try again")));
  }
}
