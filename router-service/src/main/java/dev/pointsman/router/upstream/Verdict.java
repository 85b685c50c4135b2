package dev.pointsman.router.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.upstream.UpstreamFailure.Kind;
import io.vertx.core.Future;
import java.util.Locale;

/// Whether a reply is an answer to relay, and what it says about its deployment's health.
final class Verdict {

  private Verdict() {}

  /// The reply, or the failure it amounts to. `hasLarger`: an arm with a larger window could still
  /// be asked.
  static Future<Reply> of(Reply reply, boolean hasLarger) {
    if (!(reply instanceof Reply.Whole whole)) {
      return Future.succeededFuture(reply);
    }
    int status = whole.status();
    if (status == 408 || status == 429 || status >= 500 || status < 200) {
      return failed(new UpstreamFailure(Kind.STATUS, "status " + status, whole.retryAfter()));
    }
    if (status == 400 && hasLarger && isTooLong(whole)) {
      return failed(new UpstreamFailure(Kind.TOO_LONG, "the prompt is too long for the model"));
    }
    boolean redirect = status >= 300 && status < 400;
    boolean answers = status < 300 && whole.tree().isPresent();
    if (redirect || (status < 300 && !answers)) {
      return failed(
          new UpstreamFailure(Kind.BROKEN, "an answer that is no JSON, status " + status));
    }
    return Future.succeededFuture(reply);
  }

  /// A reply that is relayed: streams count until they end.
  static void tell(DeploymentHealth health, Reply reply, long begun, Cancellation cancellation) {
    switch (reply) {
      case Reply.Whole whole -> {
        if (whole.status() == 401 || whole.status() == 403) {
          health.failed(since(begun), new UpstreamFailure(Kind.STATUS, "our key is refused"));
        } else {
          health.answered(since(begun));
        }
      }
      case Reply.Streamed streamed ->
          streamed
              .over()
              .onSuccess(end -> health.answered(since(begun)))
              .onFailure(cause -> tell(health, cause, begun, cancellation));
    }
  }

  static void tell(
      DeploymentHealth health, Throwable cause, long begun, Cancellation cancellation) {
    if (cancellation.cancelled()) {
      health.left();
      return;
    }
    switch (cause) {
      case UpstreamFailure failure when failure.kind() == Kind.TOO_LONG ->
          health.answered(since(begun));
      case UpstreamFailure failure when failure.retryAfter().filter(d -> !d.isZero()).isPresent() ->
          health.overloaded(failure.retryAfter().get());
      default -> health.failed(since(begun), cause);
    }
  }

  /// OpenAI's code, or the words its kin and Anthropic use.
  private static boolean isTooLong(Reply.Whole whole) {
    JsonNode error = whole.tree().orElseGet(Json::object).path("error");
    String message = error.path("message").asText("").toLowerCase(Locale.ROOT);
    return error.path("code").asText("").equals("context_length_exceeded")
        || message.contains("maximum context length")
        || message.contains("prompt is too long")
        || message.contains("context window");
  }

  private static Future<Reply> failed(UpstreamFailure failure) {
    return Future.failedFuture(failure);
  }

  private static long since(long begun) {
    return System.nanoTime() - begun;
  }
}
