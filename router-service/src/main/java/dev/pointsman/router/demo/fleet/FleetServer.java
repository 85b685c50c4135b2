package dev.pointsman.router.demo.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.datasets.tasks.Draw;
import dev.pointsman.router.demo.fleet.Answers.Chat;
import dev.pointsman.router.demo.fleet.ChatWire.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// An OpenAI-compatible server behind which all models of the fleet stand, on loopback.
///
/// Answers take as long as the model would need, divided by `hurry`; one call in a few hundred
/// fails with 503, as calls do. Its clients see no difference to a provider far away.
public final class FleetServer implements AutoCloseable {

  private static final double BUSY_SHARE = 0.0005;
  private static final int PIECES = 8;

  private final Vertx vertx;
  private final Answers answers;
  private final List<String> models;
  private final double hurry;
  private final AtomicLong requests = new AtomicLong();
  private final HttpServer server;

  private FleetServer(Vertx vertx, Answers answers, List<String> models, double hurry) {
    this.vertx = vertx;
    this.answers = answers;
    this.models = List.copyOf(models);
    this.hurry = hurry;
    this.server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .requestHandler(this::handle);
  }

  /// Starts on a free port; waits until it accepts calls. `hurry` 1 is as slow as life.
  public static FleetServer start(Vertx vertx, Answers answers, List<String> models, double hurry) {
    FleetServer fleet = new FleetServer(vertx, answers, models, hurry);
    await(fleet.server.listen());
    return fleet;
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + server.actualPort() + "/v1";
  }

  @Override
  public void close() {
    await(server.close());
  }

  private void handle(HttpServerRequest request) {
    String call = request.method() + " " + request.path();
    switch (call) {
      case "POST /v1/chat/completions" ->
          request.body().onSuccess(body -> complete(body, request.response()));
      case "GET /v1/models" -> json(request.response(), 200, ChatWire.models(models));
      default -> refuse(request.response(), new Refusal(404, "no such path: " + call));
    }
  }

  private void complete(Buffer body, HttpServerResponse response) {
    try {
      JsonNode asked = ChatWire.parse(body.getBytes());
      Chat chat = ChatWire.chat(asked, models);
      if (new Draw(requests.incrementAndGet()).chance(BUSY_SHARE)) {
        throw new Refusal(503, "the model is busy, try again");
      }
      Answer answer = ChatWire.cut(answers.to(chat), asked);
      if (asked.path("stream").asBoolean(false)) {
        stream(response, chat, answer, ChatWire.wantsUsage(asked));
      } else {
        later(
            answer.timing().whole(), () -> json(response, 200, ChatWire.completion(chat, answer)));
      }
    } catch (Refusal refusal) {
      refuse(response, refusal);
    }
  }

  private void stream(HttpServerResponse response, Chat chat, Answer answer, boolean usage) {
    response.setChunked(true).putHeader("content-type", "text/event-stream");
    double first = answer.timing().firstToken();
    double rest = answer.timing().whole() - first;
    ArrayNode chunks = ChatWire.chunks(chat, answer, PIECES, usage);
    for (int i = 0; i < chunks.size(); i++) {
      String line = "data: " + chunks.get(i) + "\n\n";
      later(first + rest * i / chunks.size(), () -> write(response, line));
    }
    later(answer.timing().whole(), () -> end(response));
  }

  /// Timers of equal delay run in the order they were set, so pieces keep theirs.
  private void later(double seconds, Runnable what) {
    long millis = Math.max(1, Math.round(1000 * seconds / hurry));
    vertx.setTimer(millis, id -> what.run());
  }

  private static void write(HttpServerResponse response, String line) {
    if (!response.closed() && !response.ended()) {
      response.write(line);
    }
  }

  private static void end(HttpServerResponse response) {
    if (!response.closed() && !response.ended()) {
      response.end("data: [DONE]\n\n");
    }
  }

  private static void refuse(HttpServerResponse response, Refusal refusal) {
    json(response, refusal.status(), ChatWire.error(refusal));
  }

  private static void json(HttpServerResponse response, int status, ObjectNode body) {
    if (!response.closed() && !response.ended()) {
      response
          .setStatusCode(status)
          .putHeader("content-type", "application/json")
          .end(body.toString());
    }
  }

  private static void await(Future<?> future) {
    try {
      future.await(10, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException("the simulated fleet did not start or stop in 10 s", e);
    }
  }
}
