package dev.pointsman.router.http;

import dev.pointsman.router.openai.Json;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

/// `/healthz`, `/readyz`, `/metrics`: for those who keep it running. Open to anyone who can reach
/// the port; nothing here tells of prompts, keys or users.
final class OperationsEndpoint {

  private final Vertx vertx;
  private final Services services;

  OperationsEndpoint(Vertx vertx, Services services) {
    this.vertx = vertx;
    this.services = services;
  }

  /// The process answers.
  void health(RoutingContext http) {
    Replies.json(http, 200, Json.object().put("status", "ok"));
  }

  /// The process should get traffic: not while it drains. The event store's absence is told but is
  /// no reason to stop serving, and neither is a configuration that was refused.
  void ready(RoutingContext http) {
    boolean draining = services.draining().getAsBoolean();
    Replies.json(
        http,
        draining ? 503 : 200,
        Json.object()
            .put("status", draining ? "draining" : "ready")
            .put("event_store", services.storeAnswers().getAsBoolean() ? "ok" : "away")
            .put("config", services.config().state().problem().isEmpty() ? "ok" : "refused"));
  }

  void metrics(RoutingContext http) {
    vertx
        .executeBlocking(services.telemetry()::scrape, false)
        .onSuccess(
            text ->
                http.response()
                    .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                    .end(text))
        .onFailure(cause -> Replies.failure(http, cause));
  }
}
