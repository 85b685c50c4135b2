package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.bandit.log.LoggedOutcome.Status;
import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.router.billing.PriceList;
import dev.pointsman.router.config.RouterConfig.Limits;
import dev.pointsman.router.config.RouterConfig.Shape;
import dev.pointsman.router.counting.ImageTokens;
import dev.pointsman.router.counting.PromptTokens;
import dev.pointsman.router.counting.Tokenizer;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.decision.Decision;
import dev.pointsman.router.grading.Specimen;
import dev.pointsman.router.hold.Hold;
import dev.pointsman.router.http.Deciding.Decided;
import dev.pointsman.router.openai.ChatRequest;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.Reckoner;
import dev.pointsman.router.openai.Spoken;
import dev.pointsman.router.openai.Usage;
import dev.pointsman.router.upstream.Cancellation;
import dev.pointsman.router.upstream.Fallback.Served;
import dev.pointsman.router.upstream.Reply;
import dev.pointsman.router.upstream.UpstreamFailure;
import dev.pointsman.router.wire.ApiAnswer;
import dev.pointsman.router.wire.ApiRequest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;

/// One decided request until its end: relays the answer, and settles exactly once what it cost and
/// how it ended, also when the client leaves. One event loop.
final class Exchange {

  private final Vertx vertx;
  private final RoutingContext http;
  private final ApiRequest request;
  private final Decision decision;
  private final Hold hold;
  private final Recorder recorder;
  private final Services services;
  private final Recall recall;
  private final Cancellation cancellation = new Cancellation();
  private final long startNanos = System.nanoTime();
  private ServedArm servedBy;
  private Supplier<Usage> usageSoFar;
  private long firstTokenMs = -1;
  private Optional<StreamRelay> stream = Optional.empty();
  private Optional<Specimen> specimen = Optional.empty();
  private final long deadline;
  private boolean settled;
  private boolean isAbandoned;

  Exchange(
      Vertx vertx,
      RoutingContext http,
      ApiRequest request,
      Decided decided,
      Recorder recorder,
      Services services,
      Recall recall) {
    this.vertx = vertx;
    this.http = http;
    this.request = request;
    this.decision = decided.decision();
    this.hold = decided.hold();
    this.recorder = recorder;
    this.services = services;
    this.recall = recall;
    this.servedBy = decision.chosen();
    this.usageSoFar = () -> reckoner(Shape.OPENAI).nothing();
    this.deadline = vertx.setTimer(services.limits().total().toMillis(), id -> late());
    http.response().closeHandler(closed -> clientLeft());
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /// Where the answer goes too, to be graded.
  void copyTo(Optional<Specimen> drawn) {
    specimen = drawn;
  }

  /// The words of an answer that is about to be settled.
  void said(Spoken words) {
    specimen.ifPresent(drawn -> drawn.said(words));
  }

  void relay(Served served) {
    if (settled) {
      return;
    }
    servedBy = served.by();
    identify();
    recall.begin(served);
    switch (served.reply()) {
      case Reply.Whole whole -> relayWhole(whole, served.shape());
      case Reply.Streamed streamed -> {
        firstTokenMs = elapsedMs();
        StreamRelay relay = new StreamRelay(vertx, this, served, streamed);
        usageSoFar = relay::usage;
        stream = Optional.of(relay);
        relay.start();
      }
    }
  }

  /// No arm answered.
  void fail(Throwable cause) {
    if (settled) {
      return;
    }
    identify();
    boolean late =
        cause instanceof UpstreamFailure failure && failure.kind() == UpstreamFailure.Kind.TIMEOUT;
    settle(late ? Status.TIMEOUT : Status.ERROR, Usage.NONE, "");
    Replies.failure(http, cause);
  }

  /// Writes the outcome, once.
  void settle(Status status, Usage usage, String upstreamModel) {
    if (settled) {
      return;
    }
    settled = true;
    vertx.cancelTimer(deadline);
    boolean answered = status == Status.OK || usage.tokens().input() + usage.tokens().output() > 0;
    if (status == Status.OK) {
      recall.end();
    }
    Tokens tokens = decision.logged().isCacheHit() ? Tokens.of(0, 0) : usage.tokens();
    long cost = answered ? cost(usage) : 0;
    LoggedOutcome outcome =
        new LoggedOutcome(
            decision.id(),
            services.clock().millis(),
            isAbandoned && status == Status.OK ? Status.CANCELLED : status,
            servedBy.arm().id(),
            upstreamModel,
            tokens,
            cost,
            usage.estimated(),
            firstTokenMs,
            elapsedMs());
    services.sessions().spent(decision.route(), decision.logged().session(), cost);
    hold.settle(
        new Amount(cost, (long) tokens.input() + tokens.output()),
        recorder.finished(decision.logged(), outcome));
    if (status == Status.OK) {
      specimen.ifPresent(drawn -> drawn.end(servedBy));
    }
  }

  /// Micro-USD; an answer from the cache is free.
  long cost(Usage usage) {
    if (decision.logged().isCacheHit()) {
      return 0;
    }
    return servedBy.model().price().at(decision.logged().tsMillis()).microUsd(usage.quantities());
  }

  /// More of the upstream's answer has come by.
  void passed(Buffer bytes) {
    recall.pass(bytes);
  }

  HttpServerResponse response() {
    return http.response();
  }

  ApiRequest request() {
    return request;
  }

  Decision decision() {
    return decision;
  }

  /// Reckons by the tokens of the model that serves.
  Reckoner reckoner(Shape shape) {
    ChatRequest chat = request.chat();
    ImageTokens images = shape == Shape.OPENAI ? ImageTokens.TILES : ImageTokens.PIXELS;
    return new Reckoner(
        Tokenizer.forModel(servedBy.model().upstreamName()),
        tokenizer -> PromptTokens.of(chat.body(), tokenizer, images),
        chat.media());
  }

  int inputTokens() {
    return decision.logged().context().inputTokens();
  }

  long nowSeconds() {
    return services.clock().millis() / 1000;
  }

  Limits limits() {
    return services.limits();
  }

  private void relayWhole(Reply.Whole whole, Shape shape) {
    HttpServerResponse response =
        response().setStatusCode(whole.status()).putHeader("content-type", whole.contentType());
    ObjectNode tree = whole.tree().orElseGet(Json::object);
    Optional<ObjectNode> changed;
    if (whole.status() >= 300) {
      changed = ApiAnswer.error(request, shape, tree, whole.status());
      settle(Status.ERROR, Usage.NONE, "");
    } else {
      ObjectNode completion = ApiAnswer.completion(shape, tree, nowSeconds());
      Usage usage = reckoner(shape).whole(completion);
      specimen.ifPresent(drawn -> drawn.said(Spoken.of(completion)));
      changed = ApiAnswer.changed(request, shape, completion, usage);
      passed(whole.body());
      settle(Status.OK, usage, completion.path("model").asText(""));
      response
          .putHeader("x-pointsman-served-by", servedBy.arm().id())
          .putHeader("x-pointsman-cost-usd", PriceList.usd(cost(usage)));
    }
    changed.ifPresent(given -> response.putHeader("content-type", "application/json"));
    response
        .end(changed.map(given -> Buffer.buffer(Json.bytes(given))).orElseGet(whole::body))
        .onFailure(gone -> {});
  }

  private void identify() {
    if (!response().headWritten() && !response().closed()) {
      response()
          .putHeader("x-pointsman-decision", decision.id())
          .putHeader("x-pointsman-arm", decision.logged().arm())
          .putHeader("x-pointsman-feedback-token", services.tokens().issue(decision.id()));
      recall.mark(response());
      hold.headers().forEach(response()::putHeader);
    }
  }

  /// The whole of it took too long.
  private void late() {
    if (stream.isPresent()) {
      stream.get().late();
      return;
    }
    long millis = limits().total().toMillis();
    fail(
        new UpstreamFailure(
            UpstreamFailure.Kind.TIMEOUT, "no answer within " + millis + " ms in all"));
    cancellation.cancel();
  }

  /// A plain answer that a budget pays for is waited for all the same: else nobody knows its bill.
  private void clientLeft() {
    if (!settled && hold.isBound() && !request.chat().stream()) {
      isAbandoned = true;
      cancellation.abandon();
      return;
    }
    if (!settled) {
      settle(Status.CANCELLED, usageSoFar.get(), "");
      cancellation.cancel();
      if (stream.isPresent()) {
        services.implicit().left(decision.logged());
      }
    }
  }

  private long elapsedMs() {
    return (System.nanoTime() - startNanos) / 1_000_000;
  }
}
