package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.decision.Asker;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.openai.Json;
import io.vertx.ext.web.RoutingContext;

/// `GET /v1/models`: what a request's `model` may be with the caller's key, in OpenAI's shape.
final class ModelsEndpoint {

  private final Services services;

  ModelsEndpoint(Services services) {
    this.services = services;
  }

  void handle(RoutingContext http) {
    Asker asker = services.keyring().admit(http.request(), Role.APPLICATION, Role.VIEWER).asker();
    ObjectNode answer = Json.object().put("object", "list");
    ArrayNode data = answer.putArray("data");
    model(data, "auto", "pointsman");
    for (String route : services.routes().keySet()) {
      if (asker.mayUseRoute(route)) {
        model(data, "auto/" + route, "pointsman");
      }
    }
    for (ServedArm entry : services.catalogue().models()) {
      if (asker.mayUseModel(entry.arm().id())) {
        model(data, entry.arm().id(), entry.model().provider());
      }
    }
    Replies.json(http, 200, answer);
  }

  private static void model(ArrayNode data, String id, String owner) {
    data.addObject().put("id", id).put("object", "model").put("created", 0).put("owned_by", owner);
  }
}
