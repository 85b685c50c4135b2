package dev.pointsman.router.upstream;

import dev.pointsman.router.config.RouterConfig.Limits;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.upstream.UpstreamFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// Asks endpoints over HTTP/1.1 with kept connections. Redirects are not followed.
public final class HttpUpstream implements Upstream {

  private final Vertx vertx;
  private final HttpClient client;
  private final Limits limits;

  public HttpUpstream(Vertx vertx, Limits limits) {
    this.vertx = vertx;
    this.limits = limits;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout((int) limits.connect().toMillis())
                .setTcpNoDelay(true),
            new PoolOptions().setHttp1MaxSize(limits.upstreamConnections()));
  }

  private HttpUpstream(Vertx vertx, HttpClient client, Limits limits) {
    this.vertx = vertx;
    this.client = client;
    this.limits = limits;
  }

  /// The same with other limits, over the same connections unless these are bounded otherwise now;
  /// then the old ones are closed when nobody can need them any more.
  public HttpUpstream with(Limits other) {
    if (other.connect().equals(limits.connect())
        && other.upstreamConnections() == limits.upstreamConnections()) {
      return new HttpUpstream(vertx, client, other);
    }
    vertx.setTimer(limits.total().toMillis(), id -> client.close().onFailure(late -> {}));
    return new HttpUpstream(vertx, other);
  }

  @Override
  public Future<Reply> call(Call call) {
    Promise<Reply> reply = Promise.promise();
    long patience = patienceMillis(call);
    long timer =
        vertx.setTimer(
            patience,
            id ->
                reply.tryFail(
                    new UpstreamFailure(Kind.TIMEOUT, "no answer within " + patience + " ms")));
    client
        .request(Address.of(call))
        .onFailure(cause -> reply.tryFail(failure(Kind.CONNECT, cause)))
        .onSuccess(request -> send(request, call, reply));
    return reply.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private long patienceMillis(Call call) {
    long plain = Math.min(limits.response().toMillis(), limits.total().toMillis());
    return call.stream() ? Math.min(plain, limits.firstToken().toMillis()) : plain;
  }

  private void send(HttpClientRequest request, Call call, Promise<Reply> reply) {
    Runnable reset = () -> request.reset().onFailure(ignored -> {});
    call.cancellation().onCancel(reset);
    reply.future().onFailure(cause -> reset.run());
    Handler<Throwable> breaks = cause -> reply.tryFail(failure(Kind.BROKEN, cause));
    request.exceptionHandler(breaks);
    request.response().onFailure(breaks).onSuccess(response -> receive(response, call, reply));
    request.end(call.body()).onFailure(breaks);
  }

  private void receive(HttpClientResponse response, Call call, Promise<Reply> reply) {
    String given = response.getHeader("content-type");
    String type = given == null ? "application/json" : given;
    int status = response.statusCode();
    response.exceptionHandler(cause -> reply.tryFail(failure(Kind.BROKEN, cause)));
    if (call.stream() && status == 200 && type.startsWith("text/event-stream")) {
      response.endHandler(
          end -> reply.tryFail(new UpstreamFailure(Kind.BROKEN, "the stream held nothing")));
      FirstEvent first = new FirstEvent();
      response.handler(
          bytes -> {
            if (first.feed(bytes)) {
              begun(first, response, redaction(call), reply);
            }
          });
      return;
    }
    response
        .body()
        .onFailure(cause -> reply.tryFail(failure(Kind.BROKEN, cause)))
        .onSuccess(body -> reply.tryComplete(whole(response, type, safe(status, body, call))));
  }

  private static void begun(
      FirstEvent first, HttpClientResponse response, Redaction redaction, Promise<Reply> reply) {
    if (first.isError()) {
      reply.tryFail(new UpstreamFailure(Kind.STATUS, "an error as the stream's first event"));
      return;
    }
    response.pause();
    response.handler(more -> {});
    reply.tryComplete(new Reply.Streamed(first.bytes(), response, response.end(), redaction));
  }

  private static Optional<Duration> retryAfter(HttpClientResponse response) {
    String millis = Objects.requireNonNullElse(response.getHeader("retry-after-ms"), "");
    String seconds = Objects.requireNonNullElse(response.getHeader("retry-after"), "");
    return RetryAfter.of(millis, seconds, Instant.now());
  }

  private static Reply.Whole whole(HttpClientResponse response, String type, Buffer body) {
    return new Reply.Whole(
        response.statusCode(), type, body, Json.read(body.getBytes()), retryAfter(response));
  }

  /// An error's text without our secrets, should the provider repeat them.
  private static Buffer safe(int status, Buffer body, Call call) {
    if (status < 300) {
      return body;
    }
    String given = body.toString();
    String text = redaction(call).of(given);
    return text.equals(given) ? body : Buffer.buffer(text);
  }

  private static Redaction redaction(Call call) {
    return new Redaction(call.deployment().provider().secrets());
  }

  private static UpstreamFailure failure(Kind kind, Throwable cause) {
    if (cause instanceof UpstreamFailure known) {
      return known;
    }
    return new UpstreamFailure(
        kind, kind == Kind.CONNECT ? "no connection" : "the connection broke");
  }
}
