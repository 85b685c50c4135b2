package dev.pointsman.router.grading;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.RouterConfig.Shape;
import dev.pointsman.router.counting.ImageTokens;
import dev.pointsman.router.counting.PromptTokens;
import dev.pointsman.router.counting.Tokenizer;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.openai.ChatRequest;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.Reckoner;
import dev.pointsman.router.openai.Spoken;
import dev.pointsman.router.openai.Usage;
import dev.pointsman.router.upstream.Cancellation;
import dev.pointsman.router.upstream.Fallback;
import dev.pointsman.router.upstream.Fallback.Served;
import dev.pointsman.router.upstream.Reply;
import dev.pointsman.router.upstream.UpstreamFailure;
import dev.pointsman.router.wire.Api;
import dev.pointsman.router.wire.ApiAnswer;
import dev.pointsman.router.wire.ApiRequest;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Map;

/// Calls to one model that no user waits for: through the same deployments, health and translation
/// as any. Event loop only.
final class ModelCalls {

  private final InstantSource clock;

  ModelCalls(InstantSource clock) {
    this.clock = clock;
  }

  /// What a model said, and what it took.
  record Said(String text, Usage usage, long costMicroUsd, long latencyMs) {}

  /// `body` is a chat completion without a model. Fails when the model gave no answer.
  Future<Said> ask(Fallback fallback, String name, ServedArm arm, ObjectNode body) {
    ObjectNode asked = Json.object().put("model", arm.arm().id());
    asked.setAll(body);
    long start = System.nanoTime();
    ApiRequest request;
    try {
      request = ApiRequest.parse(Api.CHAT, Json.bytes(asked), Map.of());
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
    return fallback
        .ask(name, arm, request, new Cancellation())
        .compose(served -> said(served, request, arm, (System.nanoTime() - start) / 1_000_000));
  }

  private Future<Said> said(Served served, ApiRequest request, ServedArm arm, long latencyMs) {
    boolean isAnswer = served.reply() instanceof Reply.Whole whole && whole.status() < 300;
    if (!isAnswer) {
      return Future.failedFuture(
          new UpstreamFailure(UpstreamFailure.Kind.STATUS, "no answer to a call of our own"));
    }
    ObjectNode tree = ((Reply.Whole) served.reply()).tree().orElseGet(Json::object);
    long now = clock.millis();
    ObjectNode completion = ApiAnswer.completion(served.shape(), tree, now / 1000);
    Usage usage = reckoner(request.chat(), arm, served.shape()).whole(completion);
    long cost = arm.model().price().at(now).microUsd(usage.quantities());
    return Future.succeededFuture(new Said(Spoken.of(completion).text(), usage, cost, latencyMs));
  }

  private static Reckoner reckoner(ChatRequest chat, ServedArm arm, Shape shape) {
    ImageTokens images = shape == Shape.OPENAI ? ImageTokens.TILES : ImageTokens.PIXELS;
    return new Reckoner(
        Tokenizer.forModel(arm.model().upstreamName()),
        tokenizer -> PromptTokens.of(chat.body(), tokenizer, images),
        chat.media());
  }
}
