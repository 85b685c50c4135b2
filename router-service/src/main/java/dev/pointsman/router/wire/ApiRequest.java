package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.RouterConfig.Deployment;
import dev.pointsman.router.config.RouterConfig.Kind;
import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.config.RouterConfig.Shape;
import dev.pointsman.router.openai.ChatRequest;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// One request: as its client said it, as the router reads it, and as each upstream shape has it.
///
/// A request goes on as it came where client and upstream speak the same API, and is translated, at
/// most once for each shape, where they do not. One thread at a time.
public final class ApiRequest {

  private static final int ANY_LIMIT = 4096;

  private final Api api;
  private final ObjectNode original;
  private final ChatRequest chat;
  private final Map<Shape, Body> bodies = new EnumMap<>(Shape.class);

  /// The body in one shape, or why there is none.
  private sealed interface Body {
    record Said(ObjectNode tree) implements Body {}

    record Unsaid(RequestFailure why) implements Body {}
  }

  private ApiRequest(Api api, ObjectNode original, ChatRequest chat) {
    this.api = api;
    this.original = original;
    this.chat = chat;
  }

  /// Throws a 400 naming the field that is wrong. What only another shape cannot say is no failure
  /// yet, see {@link #refusal}.
  public static ApiRequest parse(Api api, byte[] bytes, Map<String, String> pointsmanHeaders) {
    return parse(api, Json.object(bytes), pointsmanHeaders);
  }

  /// The same of a body that is read already.
  public static ApiRequest parse(Api api, ObjectNode body, Map<String, String> pointsmanHeaders) {
    return switch (api) {
      case CHAT -> new ApiRequest(api, body, ChatRequest.of(body, pointsmanHeaders)).said(body);
      case RESPONSES -> {
        ObjectNode tree = ResponsesRequest.toChat(body);
        yield new ApiRequest(api, body, ChatRequest.of(tree, pointsmanHeaders)).said(tree);
      }
      case EMBEDDINGS ->
          new ApiRequest(api, body, EmbeddingsRequest.read(body, pointsmanHeaders)).said(body);
      case MESSAGES -> messages(body, pointsmanHeaders);
    };
  }

  private static ApiRequest messages(ObjectNode body, Map<String, String> headers) {
    Body said = attempt(() -> AnthropicRequest.toOpenAi(body));
    ObjectNode readable =
        switch (said) {
          case Body.Said tree -> tree.tree();
          case Body.Unsaid unsaid -> readable(body);
        };
    ApiRequest request = new ApiRequest(Api.MESSAGES, body, ChatRequest.of(readable, headers));
    request.bodies.put(Shape.OPENAI, said);
    request.bodies.put(Shape.ANTHROPIC, new Body.Said(body));
    return request;
  }

  /// What features are made of, of a request that no chat completion can say.
  private static ObjectNode readable(ObjectNode body) {
    ObjectNode tree = Json.object();
    for (String key : new String[] {"model", "stream", "max_tokens", "tools", "pointsman"}) {
      JsonNode value = body.get(key);
      if (value != null) {
        tree.set(key, value);
      }
    }
    tree.putObject("stream_options").put("include_usage", true);
    JsonNode messages = body.path("messages");
    if (messages.isArray()) {
      var all = tree.putArray("messages");
      if (body.hasNonNull("system")) {
        all.addObject().put("role", "system").set("content", body.get("system"));
      }
      messages.forEach(all::add);
    }
    return tree;
  }

  private ApiRequest said(ObjectNode chatTree) {
    bodies.put(Shape.OPENAI, new Body.Said(chatTree));
    return this;
  }

  public Api api() {
    return api;
  }

  /// The request as the router reads it.
  public ChatRequest chat() {
    return chat;
  }

  /// The body as the client sent it.
  public ObjectNode original() {
    return original;
  }

  /// Whether an upstream of this shape is asked, and answers, in the client's own words.
  boolean isSpokenBy(Shape shape) {
    return switch (api) {
      case CHAT, EMBEDDINGS -> shape == Shape.OPENAI;
      case MESSAGES -> shape == Shape.ANTHROPIC;
      case RESPONSES -> false;
    };
  }

  /// Why a model cannot be asked this at all its deployments; empty when it can.
  public Optional<RequestFailure> refusal(Model model) {
    Kind wanted = api == Api.EMBEDDINGS ? Kind.EMBEDDINGS : Kind.CHAT;
    if (model.kind() != wanted) {
      String what =
          wanted == Kind.CHAT
              ? " gives embeddings only; ask it at /v1/embeddings"
              : " gives no embeddings; name a model of kind embeddings";
      return Optional.of(RequestFailure.badRequest("model", "model `" + model.id() + "`" + what));
    }
    return model.deployments().stream()
        .map(deployment -> body(deployment.provider().shape()))
        .filter(Body.Unsaid.class::isInstance)
        .map(body -> ((Body.Unsaid) body).why())
        .findFirst();
  }

  /// What follows the base address of an upstream.
  public String path(Shape shape) {
    if (api == Api.EMBEDDINGS) {
      return "/embeddings";
    }
    return shape == Shape.OPENAI ? "/chat/completions" : "/messages";
  }

  /// The body to send: in the deployment's shape and with its name for the model, the arm's fixed
  /// parameters over the client's, usage asked for on streams, and nothing of ours. Throws the
  /// {@link #refusal}.
  public byte[] bodyFor(Model model, Deployment deployment) {
    Shape shape = deployment.provider().shape();
    ObjectNode tree =
        switch (body(shape)) {
          case Body.Said said -> said.tree();
          case Body.Unsaid unsaid -> throw unsaid.why();
        };
    ObjectNode copy = Json.object();
    copy.setAll(tree);
    if (shape == Shape.ANTHROPIC && chat.maxOutputTokens() == 0) {
      copy.put("max_tokens", model.maxOutput());
    }
    copy.remove("pointsman");
    copy.setAll(model.params());
    copy.put("model", deployment.upstreamName());
    if (shape == Shape.OPENAI && chat.stream()) {
      ChatRequest.askForUsage(copy, deployment.provider().streamUsage());
    }
    return Json.bytes(copy);
  }

  private Body body(Shape shape) {
    return bodies.computeIfAbsent(
        shape, absent -> attempt(() -> AnthropicRequest.fromOpenAi(chat.body(), ANY_LIMIT)));
  }

  private static Body attempt(Supplier<ObjectNode> translation) {
    try {
      return new Body.Said(translation.get());
    } catch (RequestFailure why) {
      return new Body.Unsaid(why);
    }
  }
}
