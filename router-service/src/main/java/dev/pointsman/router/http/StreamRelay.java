package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.bandit.log.LoggedOutcome.Status;
import dev.pointsman.router.billing.PriceList;
import dev.pointsman.router.openai.EventSplitter;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.openai.StreamMeter;
import dev.pointsman.router.openai.Usage;
import dev.pointsman.router.upstream.Fallback.Served;
import dev.pointsman.router.upstream.Reply.Streamed;
import dev.pointsman.router.wire.StreamPipe;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.math.BigDecimal;

/// Relays a streamed answer event by event: stops reading when the client does, and ends with an
/// error event when the upstream breaks off or falls silent. Nothing is retried from here on. One
/// event loop.
final class StreamRelay {

  private final Vertx vertx;
  private final Exchange exchange;
  private final Streamed upstream;
  private final HttpServerResponse client;
  private final EventSplitter splitter = new EventSplitter();
  private final StreamMeter meter;
  private final StreamPipe pipe;
  private long silence;
  private boolean over;

  StreamRelay(Vertx vertx, Exchange exchange, Served served, Streamed upstream) {
    this.vertx = vertx;
    this.exchange = exchange;
    this.upstream = upstream;
    this.client = exchange.response();
    this.meter =
        new StreamMeter(
            exchange.request().chat().wantsUsage(), exchange.reckoner(served.shape()), this::stamp);
    this.pipe =
        new StreamPipe(
            exchange.request(),
            served.shape(),
            meter,
            () -> stamp(meter.usage()),
            new StreamPipe.Start(exchange.nowSeconds(), exchange.inputTokens()));
  }

  Usage usage() {
    return meter.usage();
  }

  void start() {
    client
        .setStatusCode(200)
        .setChunked(true)
        .putHeader("content-type", "text/event-stream")
        .putHeader("cache-control", "no-cache");
    upstream.rest().handler(this::take);
    upstream.rest().endHandler(end -> end());
    upstream
        .over()
        .onFailure(
            cause ->
                breakOff(
                    Status.ERROR,
                    RequestFailure.of(502, "upstream_broken", "the model's answer broke off")));
    awaitMore();
    take(upstream.first());
    if (!client.writeQueueFull()) {
      upstream.rest().resume();
    }
  }

  private void take(Buffer bytes) {
    if (over) {
      return;
    }
    vertx.cancelTimer(silence);
    exchange.passed(bytes);
    StringBuilder relayed = new StringBuilder();
    splitter.feed(bytes.getBytes()).forEach(event -> relayed.append(pipe.take(safe(event))));
    send(relayed.toString());
    if (client.writeQueueFull()) {
      upstream.rest().pause();
      client.drainHandler(
          drained -> {
            awaitMore();
            upstream.rest().resume();
          });
      return;
    }
    awaitMore();
  }

  /// Errors may repeat what the upstream was called with; a model's words cannot.
  private String safe(String event) {
    return event.contains("error") ? upstream.redaction().of(event) : event;
  }

  private void end() {
    if (over) {
      return;
    }
    over = true;
    vertx.cancelTimer(silence);
    String rest = splitter.rest();
    String last = (rest.isEmpty() ? "" : pipe.take(safe(rest))) + pipe.atEnd();
    exchange.said(meter.said());
    exchange.settle(meter.failed() ? Status.ERROR : Status.OK, meter.usage(), meter.model());
    send(last);
    client.end().onFailure(gone -> {});
  }

  /// The whole of it took too long.
  void late() {
    breakOff(
        Status.TIMEOUT,
        RequestFailure.of(504, "upstream_timeout", "the answer took longer than the router waits"));
  }

  private void breakOff(Status status, RequestFailure failure) {
    if (over) {
      return;
    }
    over = true;
    vertx.cancelTimer(silence);
    exchange.settle(status, meter.usage(), meter.model());
    exchange.cancellation().abort();
    send(pipe.failure(Replies.error(failure)));
    client.end().onFailure(gone -> {});
  }

  private void awaitMore() {
    if (over || client.closed()) {
      return;
    }
    vertx.cancelTimer(silence);
    silence =
        vertx.setTimer(
            exchange.limits().idle().toMillis(),
            id ->
                breakOff(
                    Status.TIMEOUT,
                    RequestFailure.of(504, "upstream_timeout", "the model fell silent")));
  }

  private void send(String events) {
    if (!events.isEmpty() && !client.closed()) {
      client.write(events).onFailure(gone -> {});
    }
  }

  private ObjectNode stamp(Usage usage) {
    ObjectNode stamp = Json.object();
    stamp.put("decision_id", exchange.decision().id());
    stamp.put("arm", exchange.decision().logged().arm());
    stamp.put("cost_usd", new BigDecimal(PriceList.usd(exchange.cost(usage))));
    if (exchange.decision().logged().isCacheHit()) {
      stamp.put("cache", "hit");
    }
    if (usage.estimated()) {
      stamp.put("estimated", true);
    }
    return stamp;
  }
}
