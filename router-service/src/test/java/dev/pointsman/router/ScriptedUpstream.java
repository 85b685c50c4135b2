package dev.pointsman.router;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.openai.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/// An OpenAI-compatible server that answers each model by a script and keeps what it was sent.
public final class ScriptedUpstream implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final Map<String, BiConsumer<JsonNode, HttpServerResponse>> scripts =
      new ConcurrentHashMap<>();
  public final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
  public final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();

  /// Path and query of each call.
  public final List<String> uris = new CopyOnWriteArrayList<>();

  public final AtomicInteger closedEarly = new AtomicInteger();

  public ScriptedUpstream() {
    try {
      server =
          vertx
              .createHttpServer()
              .requestHandler(this::handle)
              .listen(0, "127.0.0.1")
              .await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + server.actualPort() + "/v1";
  }

  public int port() {
    return server.actualPort();
  }

  /// Forgets what it was sent.
  public void forget() {
    headers.clear();
    uris.clear();
    closedEarly.set(0);
    bodies.clear();
  }

  public void script(String model, BiConsumer<JsonNode, HttpServerResponse> script) {
    scripts.put(model, script);
  }

  /// Answers with a body under a status.
  public void answer(String model, int status, String body) {
    script(model, (request, response) -> json(response, status, body));
  }

  /// Answers with events, 5 ms apart, then ends.
  public void stream(String model, String... events) {
    script(
        model,
        (request, response) -> {
          response.setChunked(true).putHeader("content-type", "text/event-stream");
          send(response, List.of(events), 0);
        });
  }

  public static void json(HttpServerResponse response, int status, String body) {
    response.setStatusCode(status).putHeader("content-type", "application/json").end(body);
  }

  /// A plain answer with usage.
  public static String completion(String model, String content, int input, int output) {
    return """
    {"id":"c1","object":"chat.completion","created":1,"model":"%s","choices":[{"index":0,\
    "message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],\
    "usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d}}\
    """
        .formatted(model, content, input, output, input + output);
  }

  /// A streamed piece of an answer.
  public static String piece(String model, String content) {
    return """
    data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"%s",\
    "choices":[{"index":0,"delta":{"content":"%s"},"finish_reason":null}]}

    """
        .formatted(model, content);
  }

  public static String usage(String model, int input, int output) {
    return """
    data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"%s","choices":[],\
    "usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d}}

    """
        .formatted(model, input, output, input + output);
  }

  public static final String DONE = "data: [DONE]\n\n";

  private void handle(HttpServerRequest request) {
    request.body().onSuccess(body -> script(request, Json.object(body.getBytes())));
  }

  private void script(HttpServerRequest request, JsonNode body) {
    Map<String, String> sent = new ConcurrentHashMap<>();
    request.headers().forEach(h -> sent.put(h.getKey().toLowerCase(Locale.ROOT), h.getValue()));
    headers.add(sent);
    bodies.add(body);
    uris.add(request.uri());
    request.response().closeHandler(closed -> countEarly(request.response()));
    scripts
        .getOrDefault(
            body.path("model").asText(),
            (b, response) -> json(response, 200, completion(b.path("model").asText(), "ok", 10, 5)))
        .accept(body, request.response());
  }

  private void countEarly(HttpServerResponse response) {
    if (!response.ended()) {
      closedEarly.incrementAndGet();
    }
  }

  private void send(HttpServerResponse response, List<String> events, int from) {
    if (response.closed()) {
      return;
    }
    if (from == events.size()) {
      response.end();
      return;
    }
    response.write(events.get(from));
    vertx.setTimer(5, id -> send(response, events, from + 1));
  }

  @Override
  public void close() {
    try {
      vertx.close().await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
