package dev.pointsman.router.demo.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.util.UUID;

/// A client of the router's public HTTP API, as an application would write it.
public final class RouterClient {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int CONNECTIONS = 256;
  private static final int ANSWER_SECONDS = 60;

  private final HttpClient http;

  public RouterClient(Vertx vertx, int port) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setDefaultHost("127.0.0.1")
            .setDefaultPort(port)
            .setIdleTimeout(ANSWER_SECONDS);
    http = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  /// An answer and what is needed to vote on it.
  public record Reply(String text, String servedBy, String decision, String feedbackToken) {}

  /// Asks the route `auto`; fails when the router does not answer with 200.
  public Future<Reply> ask(String prompt, String user, boolean stream) {
    return ask("auto", prompt, user, stream);
  }

  /// Asks a model by its name.
  Future<Reply> askModel(String model, String prompt) {
    return ask(model, prompt, "test-set", false);
  }

  private Future<Reply> ask(String model, String prompt, String user, boolean stream) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
    body.putArray("messages").addObject().put("role", "user").put("content", prompt);
    body.putObject("pointsman").put("user", user).put("session", UUID.randomUUID().toString());
    if (stream) {
      body.put("stream", true);
    }
    return http.request(HttpMethod.POST, "/v1/chat/completions")
        .compose(request -> send(request, body))
        .compose(response -> reply(response, stream));
  }

  /// Sends a thumb; done when the router has promised to keep it.
  public Future<Void> thumb(Reply reply, boolean up) {
    return feedback(reply, "thumb", up);
  }

  /// Reports whether the answer passed a check; done when the router has promised to keep it.
  Future<Void> check(Reply reply, boolean passed) {
    return feedback(reply, "check", passed);
  }

  private Future<Void> feedback(Reply reply, String metric, boolean value) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("decision_id", reply.decision())
            .put("metric", metric)
            .put("value", value);
    return http.request(HttpMethod.POST, "/v1/feedback")
        .compose(
            request ->
                send(
                    request
                        .putHeader("x-pointsman-feedback-token", reply.feedbackToken())
                        .putHeader("Idempotency-Key", metric + "-" + reply.decision()),
                    body))
        .compose(response -> expect(response, 202))
        .mapEmpty();
  }

  /// What the dashboard shows of the route `auto`.
  public Future<JsonNode> state() {
    return http.request(HttpMethod.GET, "/dashboard/state?route=auto")
        .compose(HttpClientRequest::send)
        .compose(response -> expect(response, 200))
        .map(body -> tree(body.toString()));
  }

  private static Future<HttpClientResponse> send(HttpClientRequest request, ObjectNode body) {
    return request.putHeader("content-type", "application/json").send(body.toString());
  }

  private static Future<Reply> reply(HttpClientResponse response, boolean stream) {
    return expect(response, 200)
        .map(
            body ->
                new Reply(
                    stream ? streamed(body) : plain(body),
                    served(response),
                    header(response, "x-pointsman-decision"),
                    header(response, "x-pointsman-feedback-token")));
  }

  private static Future<Buffer> expect(HttpClientResponse response, int status) {
    return response
        .body()
        .compose(
            body ->
                response.statusCode() == status
                    ? Future.succeededFuture(body)
                    : Future.failedFuture("the router answered " + response.statusCode()));
  }

  private static String served(HttpClientResponse response) {
    String servedBy = header(response, "x-pointsman-served-by");
    return servedBy.isEmpty() ? header(response, "x-pointsman-arm") : servedBy;
  }

  private static String header(HttpClientResponse response, String name) {
    String value = response.getHeader(name);
    return value == null ? "" : value;
  }

  private static String plain(Buffer body) {
    return tree(body.toString()).path("choices").path(0).path("message").path("content").asText("");
  }

  private static String streamed(Buffer body) {
    StringBuilder text = new StringBuilder();
    for (String line : body.toString().lines().toList()) {
      if (line.startsWith("data: {")) {
        JsonNode delta = tree(line.substring(6)).path("choices").path(0).path("delta");
        text.append(delta.path("content").asText(""));
      }
    }
    return text.toString();
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException("the router's answer is not JSON", e);
    }
  }
}
