package dev.pointsman.router.costs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.TestRouter;
import dev.pointsman.router.openai.Json;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.function.Predicate;

/// A router with a provider and a model for each case, named as the case is.
final class CostRouter {

  private CostRouter() {}

  static TestRouter over(List<CostCase> cases) {
    ObjectNode config = Json.object();
    ArrayNode models = config.putArray("models");
    ArrayNode arms = config.putObject("routes").putObject("auto").putArray("arms");
    for (CostCase one : cases) {
      provider(config.withObject("/providers").putObject(one.name()), one);
      model(models.addObject(), one, one.name()).set("price", one.tree().path("price"));
      if (!one.path().equals("/v1/embeddings")) {
        arms.add(one.name());
      }
      if (one.tree().has("first")) {
        String first = one.name() + "-first";
        model(models.addObject(), one, first)
            .put("quality_prior", 0.9)
            .set("price", one.tree().path("first"));
        ArrayNode both = config.withObject("/routes").putObject("quick").putArray("arms");
        both.add(first).add(one.name());
      }
    }
    for (String route : List.of("auto", "quick")) {
      config.withObject("/routes").withObject("/" + route).put("learner", "mean");
    }
    StringBuilder yaml = new StringBuilder();
    config
        .properties()
        .forEach(e -> yaml.append(e.getKey() + ": " + Json.text(e.getValue()) + "\n"));
    TestRouter router = TestRouter.of(yaml.toString());
    cases.forEach(one -> script(router.upstream, one));
    return router;
  }

  private static void provider(ObjectNode provider, CostCase one) {
    provider.put("type", one.text("provider", "openai")).put("base_url", "UPSTREAM/v1");
    if (one.tree().has("stream_usage")) {
      provider.set("stream_usage", one.tree().path("stream_usage"));
    }
  }

  private static ObjectNode model(ObjectNode model, CostCase one, String id) {
    boolean embeddings = one.path().equals("/v1/embeddings");
    model.put("id", id).put("provider", one.name()).put("context", 10_000_000);
    return model.put("kind", embeddings ? "embeddings" : "chat").put("quality_prior", 0.1);
  }

  private static void script(ScriptedUpstream upstream, CostCase one) {
    upstream.answer(one.name() + "-first", 503, "{}");
    Predicate<JsonNode> isRefused =
        request -> one.tree().has("stream_usage") && request.has("stream_options");
    upstream.script(
        one.name(),
        (request, response) -> {
          if (isRefused.test(request)) {
            ScriptedUpstream.json(response, 422, "{\"error\":{\"message\":\"stream_options?\"}}");
          } else if (one.isStream()) {
            stream(response, one);
          } else {
            ScriptedUpstream.json(response, 200, one.upstream());
          }
        });
  }

  private static void stream(HttpServerResponse response, CostCase one) {
    response.setChunked(true).putHeader("content-type", "text/event-stream");
    switch (one.text("ends", "well")) {
      case "well" -> response.end(one.upstream());
      case "broken" -> response.write(one.upstream()).onSuccess(sent -> response.reset());
      default -> response.write(one.upstream());
    }
  }
}
