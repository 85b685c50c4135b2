package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.upstream.UpstreamFailure;
import dev.pointsman.router.wire.AnthropicError;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers in JSON, and every failure in the error shape of the API that was called. The one place
/// where a failure becomes a status.
final class Replies {

  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  private Replies() {}

  static void json(RoutingContext http, int status, JsonNode body) {
    send(http.response(), status, body);
  }

  /// Answers with what a future gives, or with its failure.
  static void json(RoutingContext http, int status, Future<? extends JsonNode> body) {
    body.onSuccess(tree -> json(http, status, tree)).onFailure(cause -> failure(http, cause));
  }

  static void failure(RoutingContext http, @Nullable Throwable cause) {
    RequestFailure failure = requestFailure(cause);
    if (failure.status() == 401) {
      http.response().putHeader("www-authenticate", "Bearer");
    }
    failure
        .retryAfterSeconds()
        .ifPresent(seconds -> http.response().putHeader("retry-after", String.valueOf(seconds)));
    failure.headers().forEach(http.response()::putHeader);
    send(http.response(), failure.status(), inWordsOf(http, failure));
  }

  /// Anthropic's clients read another error object.
  private static ObjectNode inWordsOf(RoutingContext http, RequestFailure failure) {
    boolean anthropic = http.normalizedPath().startsWith("/v1/messages");
    return anthropic ? AnthropicError.fromOpenAi(error(failure), failure.status()) : error(failure);
  }

  /// For failures the framework raised: by its status, or by what was thrown.
  static void failed(RoutingContext http) {
    Throwable cause = http.failure();
    boolean byStatus = cause == null || cause instanceof HttpException;
    failure(http, byStatus ? ofStatus(http.statusCode(), http) : cause);
  }

  static ObjectNode error(RequestFailure failure) {
    ObjectNode body = Json.object();
    ObjectNode error = body.putObject("error");
    error.put("message", failure.message());
    error.put("type", failure.type());
    error.put("param", failure.param().orElse(null));
    error.put("code", failure.code());
    return body;
  }

  static RequestFailure requestFailure(@Nullable Throwable cause) {
    return switch (cause) {
      case RequestFailure failure -> failure;
      case UpstreamFailure failure when failure.kind() == UpstreamFailure.Kind.TIMEOUT ->
          RequestFailure.of(
              504, "upstream_timeout", "no model answered in time: " + failure.getMessage());
      case UpstreamFailure failure when failure.kind() == UpstreamFailure.Kind.RESTING ->
          RequestFailure.resting(failure.retryAfter().orElse(Duration.ZERO));
      case UpstreamFailure failure ->
          RequestFailure.of(
              502, "upstream_unavailable", "no model could answer: " + failure.getMessage());
      case null, default -> {
        LOG.error("a request failed", cause);
        yield RequestFailure.of(500, "internal_error", "an error inside the router; it is logged");
      }
    };
  }

  private static RequestFailure ofStatus(int status, RoutingContext http) {
    String path = http.request().method() + " " + http.normalizedPath();
    return switch (status) {
      case 404 -> RequestFailure.notFound("unknown_url", "", "there is no " + path);
      case 405 -> RequestFailure.of(405, "method_not_allowed", "there is no " + path);
      case 413 ->
          RequestFailure.of(
              413, "body_too_large", "the body is larger than limits.body_bytes allows");
      case 400 -> RequestFailure.badRequest("", "the request is malformed");
      default -> RequestFailure.of(status <= 0 ? 500 : status, "error", "the request failed");
    };
  }

  private static void send(HttpServerResponse response, int status, JsonNode body) {
    if (response.ended() || response.closed() || response.headWritten()) {
      return;
    }
    response
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(Buffer.buffer(Json.bytes(body)))
        .onFailure(gone -> LOG.debug("the client left before its answer"));
  }
}
