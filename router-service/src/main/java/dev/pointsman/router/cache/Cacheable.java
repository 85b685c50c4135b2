package dev.pointsman.router.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.CacheRules;
import dev.pointsman.router.openai.Terms;
import dev.pointsman.router.wire.Api;
import dev.pointsman.router.wire.ApiRequest;

/// Whether a request uses the cache.
///
/// It does when it asks to. Where only its route says so, it must want the one answer there is: no
/// tools, no search, one choice, and `temperature` 0 said aloud, since a model that is not told
/// samples. Embeddings always are the one answer.
final class Cacheable {

  private static final String[] TOOLS = {"tools", "functions", "web_search_options", "mcp_servers"};

  private Cacheable() {}

  static boolean is(ApiRequest request, CacheRules rules) {
    Terms terms = request.chat().terms();
    return terms
        .cache()
        .map("exact"::equals)
        .orElseGet(() -> rules.exact() && hasOneAnswer(request));
  }

  private static boolean hasOneAnswer(ApiRequest request) {
    if (request.api() == Api.EMBEDDINGS) {
      return true;
    }
    ObjectNode body = request.original();
    for (String key : TOOLS) {
      JsonNode given = body.path(key);
      if (body.hasNonNull(key) && !(given.isArray() && given.isEmpty())) {
        return false;
      }
    }
    JsonNode temperature = body.path("temperature");
    return temperature.isNumber()
        && temperature.doubleValue() == 0
        && body.path("n").asInt(1) == 1
        && !request.chat().dialogue().toolLoop();
  }
}
