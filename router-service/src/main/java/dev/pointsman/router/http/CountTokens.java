package dev.pointsman.router.http;

import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.counting.ImageTokens;
import dev.pointsman.router.counting.PromptTokens;
import dev.pointsman.router.counting.Tokenizer;
import dev.pointsman.router.openai.ChatRequest;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.wire.Api;
import io.vertx.ext.web.RoutingContext;

/// `POST /v1/messages/count_tokens`: about how many tokens a message's prompt has, counted here, as
/// which model will answer is not known yet.
final class CountTokens {

  private final Services services;

  CountTokens(Services services) {
    this.services = services;
  }

  void handle(RoutingContext http) {
    services.keyring().admit(http.request(), Role.APPLICATION);
    ChatRequest request = Requests.parse(Api.MESSAGES, http, services.limits()).chat();
    services.catalogue().target(request.model());
    Tokenizer tokenizer = Tokenizer.forModel(request.model());
    int tokens = PromptTokens.of(request.body(), tokenizer, ImageTokens.PIXELS);
    Replies.json(http, 200, Json.object().put("input_tokens", tokens));
  }
}
